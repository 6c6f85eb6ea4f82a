using Evenkeel.Packages.Tests.Making;

namespace Evenkeel.Packages.Tests.Contents;

/// <summary>The command-line tool, installed as a person would.</summary>
public sealed class ToolPackageTests(Workshop workshop)
{
    private const string Id = "Evenkeel.Cli";

    [Fact]
    public async Task The_tool_is_installed_from_its_package_and_answers()
    {
        var folder = Path.Combine(workshop.Folder, "tool");
        await Command.RunAsync(workshop.Folder, "dotnet", "tool", "install", Id, "--version", workshop.Version, "--tool-path", folder);
        var (old, current) = (await WriteAsync("old.json", """[{"action":"POST /orders","input":null,"output":null}]"""), await WriteAsync("new.json", "[]"));

        var same = await Command.TryAsync(workshop.Folder, Path.Combine(folder, "evenkeel"), "contract", "diff", old, old);
        Assert.Equal((0, ""), (same.Code, same.Errors));
        var removed = await Command.TryAsync(workshop.Folder, Path.Combine(folder, "evenkeel"), "contract", "diff", old, current);
        Assert.Equal(1, removed.Code);
        Assert.Contains("action-removed", removed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_package_has_licence_and_pages_and_all_that_it_needs_to_run()
    {
        var package = PackageFile.ReadZip(Path.Combine(workshop.Feed, $"{Id}.{workshop.Version}.nupkg"));
        string[] needed = ["README.md", "LICENSE", "docs/contracts.md", "protocol/PROTOCOL.md", "tools/net10.0/any/Evenkeel.Cli.dll", "tools/net10.0/any/Evenkeel.Protocol.dll", "tools/net10.0/any/System.CommandLine.dll"];
        Assert.Empty(needed.Except(package.Entries.Keys));
        Assert.Contains("<packageType name=\"DotnetTool\"", package.Text($"{Id}.nuspec"), StringComparison.Ordinal);
        Assert.StartsWith($"# {Id}\n", package.Text("README.md"), StringComparison.Ordinal);
        Pages.AssertLinksHold(package);
    }

    private async Task<string> WriteAsync(string name, string contracts)
    {
        var file = Path.Combine(workshop.Folder, name);
        await File.WriteAllTextAsync(file, $$"""{"evenkeel":1,"contracts":{{contracts}}}""");
        return file;
    }
}
