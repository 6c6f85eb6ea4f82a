using System.Xml.Linq;
using Evenkeel.TestBed;

namespace Evenkeel.Packages.Tests.Making;

/// <summary>An application from one of the SDK's templates, with our packages added and the files of Applications/NAME laid over it, built.</summary>
internal sealed record NewApplication(string Name, string Folder)
{
    private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";

    public string Dll => Path.Combine(Folder, "bin", "Release", "net10.0", $"{Name}.dll");

    public static async Task<NewApplication> MakeAsync(Workshop workshop, string name, string template, params string[] options)
    {
        var folder = Path.Combine(workshop.Folder, name);
        await Command.RunAsync(workshop.Folder, "dotnet", ["new", template, "--output", folder, "--framework", "net10.0", "--no-https", "--no-restore", .. options]);
        Overlay.Lay(name, folder);
        await AddAsync("Evenkeel.AspNetCore", workshop.Version);
        await AddAsync(Sqlite, PinnedVersion(Sqlite));
        await Command.RunAsync(folder, "dotnet", "build", "--configuration", "Release", "--verbosity", "quiet");
        return new NewApplication(name, folder);

        Task AddAsync(string package, string version) => Command.RunAsync(folder, "dotnet", "add", "package", package, "--version", version, "--no-restore");
    }

    private static string PinnedVersion(string package) => XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
        .Descendants("PackageVersion").Single(each => (string?)each.Attribute("Include") == package).Attribute("Version")!.Value;
}
