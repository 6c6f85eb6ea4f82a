using Evenkeel.AspNetCore.Coherence.Feed;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Testing.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Coherence;

/// <summary>What instances on one database hear of each other.</summary>
public abstract class FeedSuite
{
    /// <summary>A time at which every row is too old to be kept.</summary>
    private static readonly DateTimeOffset LongAfter = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    [Trait("Show", "4.2")]
    public async Task What_one_node_writes_another_reads_once_it_has_heard_of_it_and_its_other_values_stay()
    {
        await using var database = await CreateAsync();
        await using var writer = await Shop.StartAsync(database);
        await using var reader = await Shop.JoinAsync(database, Rarely);
        await reader.ReadAllAsync();
        Assert.Empty(await reader.ReadAllAsync());

        await writer.WriteAsync("command", (db, _) => db.Products.ExecuteUpdateAsync(set => set.SetProperty(each => each.Name, "Renamed")));
        var position = await PositionAsync(writer);
        // Whoever brings that position finds the node behind it, and has it catch up.
        Assert.True(Feed(reader).Applied < position);
        Assert.True(await PositionAsync(reader) >= position);
        Assert.Equal(["products", "counts", "raw view"], await reader.ReadAllAsync());
        Assert.Empty(await reader.ReadAllAsync());
    }

    [Fact]
    public async Task A_node_does_not_forget_for_its_own_changes_twice()
    {
        await using var database = await CreateAsync();
        await using var shop = await Shop.StartAsync(database);
        foreach (var way in (string[])["job", "transaction", "command", "adopted"])
        {
            await shop.WriteAsync(way, (db, _) => db.Products.ExecuteUpdateAsync(set => set.SetProperty(each => each.Name, way)));
            await shop.ReadAllAsync();
            await PositionAsync(shop);
            Assert.Empty(await shop.ReadAllAsync());
        }
    }

    [Fact]
    public async Task A_node_that_hears_by_itself_needs_no_call()
    {
        await using var database = await CreateAsync();
        await using var writer = await Shop.StartAsync(database);
        await using var reader = await Shop.JoinAsync(database);
        await reader.ReadAllAsync();
        await writer.WriteAsync("job", (db, _) => db.Clients.ExecuteUpdateAsync(set => set.SetProperty(each => each.Name, "Renamed")));
        await Poll.UntilAsync(async () => (await reader.ReadAsync("clients"))[0] == "Renamed", TimeSpan.FromSeconds(30), () => "It never heard of it.");
    }

    [Fact]
    [Trait("Show", "4.3")]
    public async Task A_node_that_missed_what_was_purged_forgets_all()
    {
        await using var database = await CreateAsync();
        await using var writer = await Shop.StartAsync(database);
        await using var reader = await Shop.JoinAsync(database, Rarely);
        await PositionAsync(reader);
        await reader.ReadAllAsync();
        // Kept: nothing was purged that it has not read.
        await Feed(writer).PurgeAsync(LongAfter, TestContext.Current.CancellationToken);
        await PositionAsync(reader);
        Assert.Equal(0, Feed(reader).Resets);
        Assert.Empty(await reader.ReadAllAsync());

        await writer.WriteAsync("job", (db, _) => db.Products.ExecuteUpdateAsync(set => set.SetProperty(each => each.Name, "Missed")));
        await Feed(writer).PurgeAsync(LongAfter, TestContext.Current.CancellationToken);
        await PositionAsync(reader);
        Assert.Equal(1, Feed(reader).Resets);
        Assert.Equal(Shop.Names, await reader.ReadAllAsync());
        Assert.Equal(0, await database.CountAsync("evenkeel_change"));
    }

    [Fact]
    [Trait("Show", "4.3")]
    public async Task A_node_that_hears_nothing_for_a_lease_serves_nothing_from_its_cache_until_it_has_caught_up()
    {
        await using var database = await CreateAsync();
        await using var writer = await Shop.StartAsync(database);
        var clock = new ManualClock();
        await using var reader = await Shop.JoinAsync(
            database,
            options => (options.Lease, options.PollEvery, options.IdlePollEvery) = (TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(40)),
            clock);
        await reader.ReadAllAsync();
        Assert.Empty(await reader.ReadAllAsync());

        await writer.WriteAsync("job", (db, _) => db.Products.ExecuteUpdateAsync(set => set.SetProperty(each => each.Name, "During the partition")));
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(Shop.Names, await reader.ReadAllAsync());
        Assert.Equal(Shop.Names, await reader.ReadAllAsync());
        await PositionAsync(reader);
        Assert.Equal(["products", "counts", "raw view"], await reader.ReadAllAsync());
    }

    [Fact]
    [Trait("Show", "4.3")]
    public async Task Another_database_under_the_same_name_makes_a_node_forget_all()
    {
        await using var database = await CreateAsync();
        await using var shop = await Shop.StartAsync(database);
        await shop.ReadAllAsync();
        await PositionAsync(shop);
        await database.ExecuteAsync("UPDATE evenkeel_feed SET value = 'another' WHERE name = 'incarnation'");
        await PositionAsync(shop);
        Assert.Equal(1, Feed(shop).Resets);
        Assert.Equal(Shop.Names, await shop.ReadAllAsync());
    }

    [Fact]
    [Trait("Show", "4.4")]
    public async Task What_is_rolled_back_leaves_no_change()
    {
        await using var database = await CreateAsync();
        await using var shop = await Shop.StartAsync(database);
        var before = await database.CountAsync("evenkeel_change");
        await shop.WriteAsync("refused", async (db, _) =>
        {
            db.Clients.Add(new ShopDb.Client { Name = "Never" });
            await db.SaveChangesAsync();
        });
        Assert.Equal(before, await database.CountAsync("evenkeel_change"));
        await shop.WriteAsync("command", async (db, _) =>
        {
            db.Clients.Add(new ShopDb.Client { Name = "Kept" });
            await db.SaveChangesAsync();
        });
        Assert.Equal(before + 1, await database.CountAsync("evenkeel_change"));
    }

    [Fact]
    [Trait("Show", "4.4")]
    public async Task Others_are_woken_once_a_change_is_committed_and_for_nothing_that_is_rolled_back()
    {
        await using var database = await CreateAsync();
        await (await Shop.StartAsync(database)).DisposeAsync();
        var told = new Told(database);
        await using var shop = await Shop.JoinAsync(database, Rarely, more: keel => keel.Services.AddSingleton<IFeedWakeUp>(told));
        Func<ShopDb, IServiceProvider, Task> rename = (db, _) => db.Products.ExecuteUpdateAsync(set => set.SetProperty(each => each.Name, "Renamed"));
        await shop.WriteAsync("refused", rename);
        Assert.Empty(told.Committed);
        foreach (var way in (string[])["job", "transaction", "command", "adopted"])
        {
            await shop.WriteAsync(way, rename);
            // Whoever looks then finds it.
            Assert.Equal(await database.CountAsync("evenkeel_change"), told.Committed[^1]);
        }

        Assert.Equal(4, told.Committed.Count);
    }

    internal static ChangeFeed Feed(Shop shop) => shop.Services.GetRequiredService<ChangeFeed>();

    internal static Task<long> PositionAsync(Shop shop) => shop.Services.GetRequiredService<ICoherence>().PositionAfterAsync(TestContext.Current.CancellationToken).AsTask();

    // So rarely that only what a test asks for happens.
    internal static void Rarely(FeedOptions options) =>
        (options.Lease, options.PollEvery, options.IdlePollEvery, options.Keep) = (TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(3), TimeSpan.FromDays(30));

    /// <summary>What others would find when they are woken.</summary>
    private sealed class Told(TestDatabase database) : IFeedWakeUp
    {
        public List<long> Committed { get; } = [];

        public void Tell() => Committed.Add(Task.Run(() => database.CountAsync("evenkeel_change")).GetAwaiter().GetResult());

        public Task WaitAsync(CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel);
    }
}

public sealed class SqliteFeedTests : FeedSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresFeedTests : FeedSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();

    [Fact]
    [Trait("Show", "4.4")]
    public async Task A_change_that_commits_late_under_an_early_id_is_not_missed()
    {
        await using var database = await CreateAsync();
        await using var writer = await Shop.StartAsync(database);
        await using var reader = await Shop.JoinAsync(database, Rarely);
        await reader.ReadAllAsync();

        await using var scope = writer.Services.CreateAsyncScope();
        var slow = scope.ServiceProvider.GetRequiredService<ShopDb>();
        await using var transaction = await slow.Database.BeginTransactionAsync();
        // It takes its number first and its change row last; the row of a trigger in the database would be earlier still.
        await slow.Database.ExecuteSqlRawAsync("INSERT INTO evenkeel_change (xid, tags, at) VALUES (pg_current_xact_id()::text::bigint, 'early', 0)");
        await slow.Clients.Where(each => each.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(each => each.Name, "Slow"));
        for (var quick = 0; quick < 3; quick++)
        {
            await writer.WriteAsync("job", (db, _) => db.Products.ExecuteUpdateAsync(set => set.SetProperty(each => each.Name, $"Quick {quick}")));
            await PositionAsync(reader);
            Assert.Equal(["products", "counts", "raw view"], await reader.ReadAllAsync());
        }

        await transaction.CommitAsync();
        await PositionAsync(reader);
        Assert.Contains("clients", await reader.ReadAllAsync());
        Assert.Equal("Slow", (await reader.ReadAsync("clients"))[0]);
        await PositionAsync(reader);
        Assert.Empty(await reader.ReadAllAsync());
    }
}
