using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Cli.Tests;

/// <summary>The sample uses what it shows.</summary>
public sealed class CrmTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_actions_of_the_samples_front_end_are_what_its_server_says()
    {
        await using var server = await ServerProcess.StartAsync(new ServerSpec
        {
            Dll = Repository.Built("Crm", "Crm.dll"),
            Arguments = ["--db", _folder.File("crm.db")],
            Environment = new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
            ReadyPath = "/healthz",
            ReadyWithin = TimeSpan.FromSeconds(60),
        });
        var check = await Tool.RunAsync("generate", "client", server.BaseAddress.ToString(), "--typescript", Path.Combine(Repository.Root, "samples/Crm/web/src/server/actions.ts"), "--react", "--check");
        Assert.True(check.ExitCode == 0, check.Error);
    }
}
