using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Stores.Tests.Processes;

public sealed class ServerProcessTests : IAsyncDisposable
{
    private readonly SqliteDatabase _database = new();

    private ServerSpec TestServer => TestServers.On(_database);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_killed_server_starts_again_on_its_port()
    {
        await using var server = await ServerProcess.StartAsync(TestServer);
        using var client = new HttpClient { BaseAddress = server.BaseAddress };
        var first = server.ProcessId;

        await server.KillAsync();
        Assert.False(server.IsRunning);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri("ready", UriKind.Relative)));

        await server.StartAsync();
        Assert.NotEqual(first, server.ProcessId);
        Assert.NotEmpty(await client.GetStringAsync(new Uri("ready", UriKind.Relative)));
    }

    [Fact]
    public async Task What_it_prints_can_be_waited_for_also_over_a_restart()
    {
        await using var server = await ServerProcess.StartAsync(TestServer);
        await server.KillAsync();
        var warned = server.UntilPrintedAsync(line => line.Contains("Overriding", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await server.StartAsync("--urls", "http://127.0.0.1:0", "--Kestrel:Endpoints:Other:Url", server.BaseAddress.ToString());
        Assert.Contains("Overriding", await warned, StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => server.UntilPrintedAsync(_ => true, TimeSpan.Zero));
        Assert.Contains("Overriding", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_ends_at_once_is_reported_with_its_output()
    {
        var broken = TestServer with { Environment = new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = "nonsense" } };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartAsync(broken));
        Assert.Contains("nonsense", error.Message, StringComparison.Ordinal);
    }
}
