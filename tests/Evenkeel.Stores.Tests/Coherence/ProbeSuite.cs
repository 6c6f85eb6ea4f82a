using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Probing;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.TestBed;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Evenkeel.Stores.Tests.Coherence;

/// <summary>The probe finds nothing while everything is taken away and given back, and something where a promise is broken.</summary>
public abstract class ProbeSuite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    [Trait("Show", "4.10")]
    public async Task It_finds_nothing_while_nodes_come_and_go_and_one_is_cut_off()
    {
        await using var database = await CreateAsync();
        var outage = new Outage();
        await (await Shop.StartAsync(database)).DisposeAsync();
        await using var stays = await JoinAsync(database, keel => keel.Services.ConfigureDbContext<ShopDb>(options => options.AddInterceptors(outage)));
        await using (var goes = await JoinAsync(database))
        {
            await RoundsAsync(stays, goes);
            outage.IsOn = true;
            await NotFreshAsync(stays);
            await RoundsAsync(goes);
            outage.IsOn = false;
            await RoundsAsync(stays, goes);
            await goes.Services.GetRequiredService<IHost>().StopAsync(TestContext.Current.CancellationToken);
        }

        await RoundsAsync(stays);
        await using var comes = await JoinAsync(database);
        await RoundsAsync(stays, comes);
        await AssertNothingAsync(stays, comes);
        // Who left in order has left no row.
        Assert.Equal(2, await database.CountAsync("evenkeel_feed WHERE name LIKE 'probe/%'"));
    }

    [Fact]
    [Trait("Show", "4.10")]
    public Task It_counts_a_node_that_forgets_its_own_changes() => AssertFoundAsync(DeafNode.ToItself);

    [Fact]
    [Trait("Show", "4.10")]
    public Task It_counts_a_node_that_says_it_has_caught_up_and_has_not() => AssertFoundAsync(DeafNode.ToOthers);

    [Fact]
    [Trait("Show", "4.10")]
    public async Task It_counts_a_node_that_serves_what_it_has_after_its_lease()
    {
        await using var database = await CreateAsync();
        var isCutOff = false;
        await (await Shop.StartAsync(database)).DisposeAsync();
        await using var sound = await JoinAsync(database);
        await using var deaf = await JoinAsync(database, keel => DeafNode.BeyondItsLease(keel, () => Volatile.Read(ref isCutOff)));
        await RoundsAsync(sound, deaf);
        await AssertNothingAsync(sound, deaf);
        Volatile.Write(ref isCutOff, true);
        await Poll.UntilAsync(() => Found(deaf).Violations > 0, Patience, "It has found nothing.");
        await AssertNothingAsync(sound);
    }

    internal static Task<Shop> JoinAsync(TestDatabase database, Action<IEvenkeelBuilder>? more = null) => Shop.JoinAsync(
        database,
        feed => (feed.Lease, feed.PollEvery, feed.IdlePollEvery) = (TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100)),
        more: keel =>
        {
            keel.AddCoherenceProbe(probe => probe.Every = TimeSpan.FromMilliseconds(20));
            more?.Invoke(keel);
        });

    internal static async Task RoundsAsync(params Shop[] nodes)
    {
        foreach (var node in nodes)
        {
            var goal = Found(node).Rounds + 3;
            await Poll.UntilAsync(() => Found(node).Rounds >= goal, Patience, "The probe does not come round.");
        }
    }

    internal static Task NotFreshAsync(Shop node) => Poll.UntilAsync(() => !node.Services.GetRequiredService<ICoherence>().IsFresh, Patience, "It goes on as if it heard of changes.");

    internal static async Task AssertNothingAsync(params Shop[] nodes)
    {
        foreach (var node in nodes)
        {
            Assert.Null(Found(node).Last);
            Assert.Equal(0, Found(node).Violations);
            Assert.Equal(HealthStatus.Healthy, (await HealthAsync(node)).Status);
        }
    }

    private async Task AssertFoundAsync(Action<IEvenkeelBuilder> broken)
    {
        await using var database = await CreateAsync();
        await (await Shop.StartAsync(database)).DisposeAsync();
        await using var sound = await JoinAsync(database);
        await using var deaf = await Shop.JoinAsync(database, FeedSuite.Rarely, more: keel => broken(keel.AddCoherenceProbe(probe => probe.Every = TimeSpan.FromMilliseconds(20))));
        await Poll.UntilAsync(() => Found(deaf).Violations > 0, Patience, "It has found nothing.");
        var health = await HealthAsync(deaf);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("stale reads, the last", health.Description, StringComparison.Ordinal);
        await AssertNothingAsync(sound);
    }

    private static ProbeFindings Found(Shop node) => node.Services.GetRequiredService<ProbeFindings>();

    private static async Task<HealthReportEntry> HealthAsync(Shop node) =>
        (await node.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries[CoherenceProbeExtensions.HealthCheckName];
}

public sealed class SqliteProbeTests : ProbeSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresProbeTests : ProbeSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();

    [Fact]
    [Trait("Show", "4.10")]
    public async Task It_finds_nothing_while_the_server_is_killed_and_comes_back()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var database = new PostgresDatabase(await server.CreateDatabaseAsync());
        await (await Shop.StartAsync(database)).DisposeAsync();
        await using var one = await JoinAsync(database);
        await using var other = await JoinAsync(database);
        await RoundsAsync(one, other);
        await server.StopAsync(immediate: true);
        await NotFreshAsync(one);
        await NotFreshAsync(other);
        await server.StartAsync();
        await RoundsAsync(one, other);
        await AssertNothingAsync(one, other);
    }
}
