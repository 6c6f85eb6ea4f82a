using Evenkeel.Packages.Tests.Making;
using Evenkeel.TestBed;

[assembly: AssemblyFixture(typeof(Workshop))]

namespace Evenkeel.Packages.Tests.Making;

/// <summary>
/// A temporary folder with the packages of this work tree, made by eng/pack.sh, as a local feed; new applications are made in it. Restored packages of ours
/// stay in it too: the machine's package folder is read for all others, and gets none of them.
/// </summary>
public sealed class Workshop : IAsyncLifetime
{
    private readonly Lazy<Task<NewApplication>> _minimalApi;
    private readonly Lazy<Task<NewFrontEnd>> _frontEnd;

    public Workshop()
    {
        _minimalApi = new(() => NewApplication.MakeAsync(this, "MinimalApi", "webapi", "--no-openapi"));
        _frontEnd = new(() => NewFrontEnd.MakeAsync(this, "ViteReact"));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("evenkeel-packages-").FullName;

    /// <summary>Holds what eng/pack.sh left, and nothing else.</summary>
    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>What all packages of this run are: the version of the sources with a suffix that no other feed has.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Shared: two tests need it, and its build is what takes long.</summary>
    internal Task<NewApplication> MinimalApi => _minimalApi.Value;

    internal Task<NewFrontEnd> FrontEnd => _frontEnd.Value;

    public async ValueTask InitializeAsync()
    {
        await Command.RunAsync(Repository.Root, Path.Combine(Repository.Root, "eng", "pack.sh"), "--suffix", "test", "--output", Feed);
        const string first = "Evenkeel.Protocol.";
        Version = Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, first + "*.nupkg").Single())[first.Length..];
        await File.WriteAllTextAsync(Path.Combine(Folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="restored" /></config>
              <fallbackPackageFolders><add key="machine" value="{await MachinesPackagesAsync()}" /></fallbackPackageFolders>
              <packageSources><add key="evenkeel" value="feed" /></packageSources>
            </configuration>
            """);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<string> MachinesPackagesAsync()
    {
        var places = await Command.RunAsync(Repository.Root, "dotnet", "nuget", "locals", "global-packages", "--list");
        return Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? places[(places.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
