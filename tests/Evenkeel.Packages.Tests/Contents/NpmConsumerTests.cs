using Evenkeel.Packages.Tests.Making;
using Evenkeel.TestBed;

namespace Evenkeel.Packages.Tests.Contents;

/// <summary>What compilers and Node make of the installed npm packages.</summary>
public sealed class NpmConsumerTests(Workshop workshop)
{
    [Theory]
    [InlineData("esnext", "bundler")]
    [InlineData("node16", "node16")]
    public async Task The_types_of_every_entry_are_found_and_complete(string module, string resolution)
    {
        var folder = (await workshop.FrontEnd).Folder;
        var consumer = Path.Combine(folder, $"consumer-{resolution}.tsx");
        File.Copy(Path.Combine(Repository.Root, "tests", "Evenkeel.Packages.Tests", "Types", "consumer.tsx"), consumer);
        string[] options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--lib", "es2023,dom,dom.iterable", "--jsx", "react-jsx"];
        await Command.RunAsync(folder, "npx", ["--no-install", "tsc", .. options, "--module", module, "--moduleResolution", resolution, consumer]);
    }

    [Fact]
    public async Task Every_entry_can_be_imported_where_there_is_no_page()
    {
        const string script = """
            for (const name of ["@evenkeel/client", "@evenkeel/client/core", "@evenkeel/client/client.js", "@evenkeel/client/session", "@evenkeel/react", "@evenkeel/react/session"])
              console.log(name, Object.keys(await import(name)).sort().join(" "));
            """;
        var told = await Command.RunAsync((await workshop.FrontEnd).Folder, "node", "--input-type=module", "--eval", script);
        Assert.Equal(
            [
                "@evenkeel/client KeelError createClient isSkew",
                "@evenkeel/client/core KeelError createCoreClient",
                "@evenkeel/client/client.js KeelError createClient isSkew keepSession renewTokens requireSession takeReturnPath",
                "@evenkeel/client/session keepSession renewTokens requireSession takeReturnPath",
                "@evenkeel/react EvenkeelProvider KeelBoundary KeelProvider useCommand useDeployment useDraft useFields useKeel useOutbox useQuery useStatus",
                "@evenkeel/react/session RequireSession",
            ],
            told.Trim().Split('\n'));
    }
}
