using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Evenkeel.Packages.Tests.Making;

namespace Evenkeel.Packages.Tests.Contents;

public sealed partial class NpmPackageTests(Workshop workshop)
{
    [Theory]
    [InlineData("client", "[]")]
    [InlineData("react", """["@evenkeel/client ^VERSION","react >=18"]""")]
    public void A_package_says_what_it_is_and_nothing_of_how_it_was_made(string name, string peers)
    {
        var manifest = Manifest(name);
        Assert.Equal(($"@evenkeel/{name}", workshop.Version, "MIT", "module"), (Text("name"), Text("version"), Text("license"), Text("type")));
        Assert.Equal("public", (string)manifest["publishConfig"]!["access"]!);
        Assert.False((bool)manifest["sideEffects"]!);
        Assert.NotEmpty(Text("description"));
        Assert.All(["scripts", "devDependencies", "dependencies", "private", "main"], member => Assert.False(manifest.ContainsKey(member), member));
        var named = manifest["peerDependencies"]?.AsObject().Select(peer => $"{peer.Key} {peer.Value}") ?? [];
        Assert.Equal(JsonNode.Parse(peers)!.AsArray().Select(each => ((string)each!).Replace("VERSION", workshop.Version, StringComparison.Ordinal)), named);

        string Text(string member) => (string)manifest[member]!;
    }

    [Theory]
    [InlineData("client")]
    [InlineData("react")]
    public void A_package_has_modules_types_licence_and_pages_and_no_source_test_or_tool(string name)
    {
        var files = Read(name).Entries.Keys;
        Assert.Empty(new[] { "package.json", "README.md", "LICENSE", "dist/index.js", "dist/index.d.ts" }.Except(files));
        Assert.All(files, file => Assert.Matches(Wanted(), file));
        Assert.StartsWith($"# @evenkeel/{name}\n", Read(name).Text("README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client", ". ./client.js ./core ./package.json ./service-worker ./session ./vite")]
    [InlineData("react", ". ./package.json ./session")]
    public void Every_entry_leads_to_a_module_with_its_types_named_first(string name, string entries)
    {
        var package = Read(name);
        var exports = Manifest(name)["exports"]!.AsObject();
        Assert.Equal(entries.Split(' '), exports.Select(entry => entry.Key).Order(StringComparer.Ordinal));
        foreach (var (entry, target) in exports.Where(entry => entry.Key != "./package.json"))
        {
            // A compiler takes the first condition that it knows.
            Assert.Equal(["types", "default"], target!.AsObject().Select(condition => condition.Key));
            Assert.All(target.AsObject(), condition => Assert.Contains(Inside((string)condition.Value!), package.Entries.Keys));
            Assert.Matches(@"\bexport\b", package.Text(Inside((string)target["default"]!)));
        }

        // For compilers that do not read exports.
        Assert.Contains(Inside((string)Manifest(name)["types"]!), package.Entries.Keys);
    }

    [Theory]
    [InlineData("client")]
    [InlineData("react")]
    public void Every_import_is_a_file_of_the_package_or_a_peer(string name)
    {
        var package = Read(name);
        var peers = Manifest(name)["peerDependencies"]?.AsObject().Select(peer => peer.Key).ToList() ?? [];
        var imports = package.Entries.Keys.Where(file => file.EndsWith(".js", StringComparison.Ordinal) || file.EndsWith(".d.ts", StringComparison.Ordinal))
            .SelectMany(file => Import().Matches(package.Text(file)).Select(import => (File: file, From: import.Groups["from"].Value)))
            .ToList();
        Assert.NotEmpty(imports);
        Assert.All(imports, import => Assert.True(IsPeer(import.From) || package.Entries.ContainsKey(TargetOf(import.File, import.From)), $"{import}"));

        // The plugin runs in Node.js, with Vite; nothing else may need it.
        Assert.All(imports.Where(import => IsNode(import.From)), import => Assert.StartsWith("dist/vite/", import.File, StringComparison.Ordinal));

        static bool IsNode(string from) => from.StartsWith("node:", StringComparison.Ordinal);

        bool IsPeer(string from) => IsNode(from) || peers.Any(peer => from == peer || from.StartsWith(peer + "/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("client")]
    [InlineData("react")]
    public void Every_link_of_its_pages_leads_to_a_file_in_the_package(string name) => Pages.AssertLinksHold(Read(name));

    private PackageFile Read(string name) => NpmPackage.Read(workshop, name);

    private JsonObject Manifest(string name) => JsonNode.Parse(Read(name).Text("package.json"))!.AsObject();

    private static string Inside(string target) => target["./".Length..];

    // A declaration names the module beside it; its own types are in the file of the same name.
    private static string TargetOf(string file, string from)
    {
        var target = Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(file)!, from)));
        return file.EndsWith(".d.ts", StringComparison.Ordinal) ? Path.ChangeExtension(target, ".d.ts") : target;
    }

    [GeneratedRegex(@"^(package\.json|README\.md|LICENSE|dist/[\w./-]+\.(js|d\.ts)|docs/[\w-]+\.md|protocol/[\w./-]+\.(md|json))$")]
    private static partial Regex Wanted();

    [GeneratedRegex("""(^|[\s;}])(from|import)\s*\(?\s*["'](?<from>[^"'\s]+)["']""")]
    private static partial Regex Import();
}
