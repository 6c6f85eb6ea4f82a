using System.Text.Json;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Testing.Processes;
using Evenkeel.Testing.Time;

namespace Evenkeel.Stores.Tests.Processes;

/// <summary>Two server processes on one database, each with a cache, of which one dies or is cut off.</summary>
public abstract class CoherentServersSuite
{
    private const string Lease = "1500";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    [Trait("Show", "4.3")]
    public async Task What_a_server_committed_before_it_was_killed_the_other_reads()
    {
        await using var database = await CreateAsync();
        await using var survivor = await Reader.StartAsync(database);
        await survivor.AddAsync();
        await survivor.UntilAsync(total: 1, isHit: true);

        // It stands between its commit and all that it would do next.
        await using var victim = await ServerProcess.StartAsync(TestServers.On(database, "--cache", Lease, "--stop-at", "committed:1"));
        var stopped = victim.UntilPrintedAsync(line => line == "stopped at committed", Patience);
        using var client = new OperationClient(victim.BaseAddress);
        var unanswered = client.SendAsync(Adding());
        await stopped;
        await victim.KillAsync();
        Assert.Null(await unanswered);

        await survivor.UntilAsync(total: 2, isHit: true);
        await using var next = await Reader.StartAsync(database);
        Assert.Equal(2, (await next.ReadAsync()).Total);
    }

    [Theory]
    [Trait("Show", "4.3")]
    [Trait("Show", "4.4")]
    [InlineData(0)]
    [InlineData(15)]
    public async Task A_server_that_is_cut_off_serves_nothing_from_before_after_its_lease_nor_when_it_is_back(int clocksApart)
    {
        await using var database = await CreateAsync();
        await using var writer = await Reader.StartAsync(database, "--clock", $"-{clocksApart}");
        await using var reader = await Reader.StartAsync(database, "--clock", $"{clocksApart}");
        await writer.AddAsync();
        // Its own change it has applied before it answers.
        Assert.Equal(1, (await writer.ReadAsync()).Total);
        await reader.UntilAsync(total: 1, isHit: true);

        await reader.CutOffAsync(true);
        await writer.AddAsync();
        await reader.UntilAsync(total: 2, isHit: false);
        await writer.AddAsync();
        // Its lease is over: from here on each read is of the database, whatever it has kept.
        Assert.Equal((3, false), await reader.ReadAsync());

        await writer.AddAsync();
        await reader.CutOffAsync(false);
        do
        {
            Assert.Equal(4, (await reader.ReadAsync()).Total);
        }
        while (!(await reader.ReadAsync()).IsHit);

        await reader.AddAsync();
        Assert.Equal(5, (await reader.ReadAsync()).Total);
        await writer.UntilAsync(total: 5, isHit: true);
    }

    private static TestOperation Adding() => new() { Lane = "cached", Path = "/api/effects/several" };

    private sealed class Reader(ServerProcess server) : IAsyncDisposable
    {
        private readonly OperationClient _operations = new(server.BaseAddress);
        private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.BaseAddress };
        private long _last;

        public static async Task<Reader> StartAsync(TestDatabase database, params string[] more) => new(await ServerProcess.StartAsync(TestServers.On(database, ["--cache", Lease, .. more])));

        public async Task AddAsync() => Assert.Equal(201, (await _operations.SendUntilAnsweredAsync(Adding())).Status);

        public async Task CutOffAsync(bool isOff)
        {
            using var answer = await _http.PostAsync(new Uri($"test/partition?on={isOff}", UriKind.Relative), content: null);
            answer.EnsureSuccessStatusCode();
        }

        public async Task<(long Total, bool IsHit)> ReadAsync()
        {
            using var answer = JsonDocument.Parse(await _http.GetStringAsync(new Uri("test/totals/cached", UriKind.Relative)));
            var total = answer.RootElement.GetProperty("total").GetInt64();
            Assert.InRange(total, _last, long.MaxValue);
            _last = total;
            return (total, !answer.RootElement.GetProperty("wasRead").GetBoolean());
        }

        public Task UntilAsync(long total, bool isHit) => Poll.UntilAsync(async () => await ReadAsync() == (total, isHit), Patience, () => $"It did not come to {total}: {server.Output}");

        public async ValueTask DisposeAsync()
        {
            _operations.Dispose();
            _http.Dispose();
            await server.DisposeAsync();
        }
    }
}

public sealed class SqliteCoherentServersTests : CoherentServersSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresCoherentServersTests : CoherentServersSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
