using System.Net;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Processes;
using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;
using Evenkeel.Testing.Time;

namespace Evenkeel.Stores.Tests.Stability;

/// <summary>Two servers behind nginx, restarted one after the other while clients write and read without a rest.</summary>
[Trait("Show", "6.4")]
public sealed class RollingRestartTests : IAsyncLifetime
{
    private const int Clients = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _probe = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero });
    private readonly CancellationTokenSource _end = new();
    private readonly SqliteDatabase _database = new();
    private ServerProcess[] _servers = [];
    private SteadyClient[] _clients = [];
    private NginxServer _nginx = null!;
    private Task _load = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        _servers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => ServerProcess.StartAsync(TestServers.On(_database))));
        _nginx = await NginxServer.StartAsync([.. _servers.Select(each => each.Port)]);
        _clients = [.. Enumerable.Range(0, Clients).Select(number => new SteadyClient(number, _nginx.BaseAddress, _end.Token))];
        _load = Task.WhenAll(_clients.Select(each => Task.Run(each.RunAsync)));
    }

    [Fact]
    public async Task No_request_fails_when_the_load_balancer_hears_that_an_instance_leaves()
    {
        await UntilMoreIsDoneAsync();
        foreach (var server in _servers)
        {
            // What an active health check of a load balancer does: it asks, and sends nothing more to one that says no.
            Assert.Equal(HttpStatusCode.OK, await ReadyAsync(server));
            var stopping = server.StopAsync();
            await Poll.UntilAsync(async () => await ReadyAsync(server) == HttpStatusCode.ServiceUnavailable, Patience, () => $"It never said that it leaves.\n{server.Output}");
            await _nginx.SwitchAsync([.. _servers.Where(each => each != server).Select(each => each.Port)]);
            await stopping;
            await UntilMoreIsDoneAsync();
            await server.StartAsync();
            await _nginx.SwitchAsync([.. _servers.Select(each => each.Port)]);
            await UntilMoreIsDoneAsync();
        }

        await EndAsync();
        Assert.Empty(_clients.SelectMany(each => each.Failures));
        Assert.All(_clients, each => Assert.True(each.Reads > 0));
        await AssertOnceAsync();
    }

    [Fact]
    public async Task Nothing_is_lost_when_instances_are_killed()
    {
        await UntilMoreIsDoneAsync();
        for (var round = 0; round < 4; round++)
        {
            var server = _servers[round % _servers.Length];
            await Poll.UntilAsync(() => _clients.Any(each => each.IsWaiting), Patience, "requests to be under way");
            await server.KillAsync();
            await UntilMoreIsDoneAsync();
            await server.StartAsync();
            await UntilMoreIsDoneAsync();
        }

        await EndAsync();
        await AssertOnceAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _load.ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(Patience);
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _nginx.DisposeAsync();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _probe.Dispose();
        _end.Dispose();
        await _database.DisposeAsync();
    }

    private async Task EndAsync()
    {
        await _end.CancelAsync();
        await _load.WaitAsync(Patience);
    }

    private async Task UntilMoreIsDoneAsync()
    {
        var before = await _database.CountAsync("effects");
        await Poll.UntilAsync(async () => await _database.CountAsync("effects") > before + 50, Patience, () => $"Nothing more is done.\n{_servers[0].Output}\n{_servers[1].Output}");
    }

    private async Task<HttpStatusCode> ReadyAsync(ServerProcess server)
    {
        using var answer = await _probe.GetAsync(new Uri(server.BaseAddress, "_evenkeel/health/ready"));
        return answer.StatusCode;
    }

    private async Task AssertOnceAsync()
    {
        for (var number = 0; number < Clients; number++)
        {
            var effects = await _database.RowsAsync($"SELECT operation FROM effects WHERE lane = 'lane{number}' ORDER BY id");
            Assert.Equal(_clients[number].Done, effects.Select(row => (string)row[0]!));
        }
    }
}
