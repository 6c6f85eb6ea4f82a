using Evenkeel.TestBed;

namespace Evenkeel.Packages.Tests.Making;

/// <summary>The files that this project keeps for an application, in Applications/.</summary>
internal static class Overlay
{
    public static void Lay(string name, string folder)
    {
        var from = Path.Combine(Repository.Root, "tests", "Evenkeel.Packages.Tests", "Applications", name);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }
    }
}
