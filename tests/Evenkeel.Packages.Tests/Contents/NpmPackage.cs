using Evenkeel.Packages.Tests.Making;

namespace Evenkeel.Packages.Tests.Contents;

internal static class NpmPackage
{
    /// <param name="workshop">Where it was packed.</param>
    /// <param name="name">Without the scope: <c>client</c>.</param>
    public static PackageFile Read(Workshop workshop, string name) =>
        PackageFile.ReadTar(Path.Combine(workshop.Feed, $"evenkeel-{name}-{workshop.Version}.tgz"));
}
