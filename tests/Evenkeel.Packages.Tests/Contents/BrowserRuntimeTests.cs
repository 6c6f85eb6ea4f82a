using System.Runtime.Loader;
using Evenkeel.Packages.Tests.Making;
using Evenkeel.TestBed;

namespace Evenkeel.Packages.Tests.Contents;

/// <summary>The runtime that the server's package carries.</summary>
public sealed class BrowserRuntimeTests(Workshop workshop)
{
    [Fact]
    public void The_servers_package_carries_the_runtime_that_the_npm_package_has()
    {
        var library = new LibraryPackage("Evenkeel.AspNetCore").Read(workshop);
        var context = new AssemblyLoadContext(nameof(BrowserRuntimeTests), isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(new MemoryStream(library.Entries["lib/net10.0/Evenkeel.AspNetCore.dll"]));
            using var reader = new StreamReader(assembly.GetManifestResourceStream("client.js")!);
            Assert.Equal(NpmPackage.Read(workshop, "client").Text("dist/client.js"), reader.ReadToEnd());
        }
        finally
        {
            context.Unload();
        }
    }

    [Fact]
    public async Task The_server_is_not_packed_without_the_runtime_or_with_one_older_than_its_sources()
    {
        var web = Path.Combine(workshop.Folder, "web") + "/";
        Write("package.json", "scripts/build.mjs", "src/index.ts");
        await AssertRefusedAsync();

        Write("dist/client.js");
        Assert.Equal((0, ""), await CheckAsync());

        File.SetLastWriteTimeUtc(Path.Combine(web, "src/index.ts"), File.GetLastWriteTimeUtc(Path.Combine(web, "dist/client.js")).AddSeconds(1));
        await AssertRefusedAsync();

        async Task AssertRefusedAsync()
        {
            var (code, output) = await CheckAsync();
            Assert.NotEqual(0, code);
            Assert.Contains("dist/client.js) is missing or older than its sources. Build it first: eng/pack.sh does", output, StringComparison.Ordinal);
        }

        async Task<(int Code, string Output)> CheckAsync()
        {
            string[] options = ["-target:RefuseOldBrowserRuntime", $"-property:BrowserRuntimeFolder={web}", "-verbosity:quiet", "-nologo"];
            var (code, output, _) = await Command.TryAsync(Repository.Root, "dotnet", ["msbuild", "src/Evenkeel.AspNetCore", .. options]);
            return (code, output.Trim());
        }

        void Write(params string[] files)
        {
            foreach (var file in files.Select(each => Path.Combine(web, each)))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, "");
            }
        }
    }
}
