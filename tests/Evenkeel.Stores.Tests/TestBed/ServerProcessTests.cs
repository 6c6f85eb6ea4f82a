using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Processes;
using Evenkeel.TestBed;

namespace Evenkeel.Stores.Tests.TestBed;

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
    public async Task A_server_that_ends_at_once_is_reported_with_its_output()
    {
        var broken = TestServer with { Environment = new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = "nonsense" } };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartAsync(broken));
        Assert.Contains("nonsense", error.Message, StringComparison.Ordinal);
    }
}
