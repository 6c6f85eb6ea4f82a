using Evenkeel.AspNetCore.Coherence;
using Evenkeel.Stores.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Coherence;

/// <summary>Writes that the application makes where nobody sees them, and then tells of.</summary>
public abstract class RecordedChangesSuite
{
    private const string Rename = "UPDATE \"Products\" SET \"Name\" = 'Renamed'";

    private static readonly string[] OfProducts = ["products", "counts", "raw view"];

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    [Trait("Show", "4.5")]
    public async Task What_is_recorded_outside_a_command_is_applied_here_at_once_and_elsewhere_with_the_feed()
    {
        await using var database = await CreateAsync();
        await using var shop = await Shop.StartAsync(database);
        await using var other = await Shop.JoinAsync(database);
        await shop.ReadAllAsync();
        await other.ReadAllAsync();
        await database.ExecuteAsync(Rename);
        await Changes(shop.Services).RecordAsync(["PRODUCTS"], cancel: TestContext.Current.CancellationToken);
        Assert.Equal(OfProducts, await shop.ReadAllAsync());
        await FeedSuite.PositionAsync(other);
        Assert.Equal("Renamed", (await other.ReadAsync("products"))[0]);
        Assert.Equal(OfProducts.Skip(1), await other.ReadAllAsync());
    }

    [Fact]
    [Trait("Show", "4.5")]
    public async Task What_is_recorded_in_a_command_commits_with_it_even_if_it_writes_nothing_else()
    {
        await using var database = await CreateAsync();
        await using var shop = await Shop.StartAsync(database);
        await using var other = await Shop.JoinAsync(database);
        await shop.ReadAllAsync();
        await other.ReadAllAsync();
        var before = await database.CountAsync("evenkeel_change");
        await shop.WriteAsync("command", async (_, services) =>
        {
            await database.ExecuteAsync(Rename);
            await Changes(services).RecordAsync(["Products"]);
            // What the command itself reads from now on is no older than what it has said.
            Assert.Equal("Renamed", (await shop.ReadAsync("products"))[0]);
            Assert.Equal(before, await database.CountAsync("evenkeel_change"));
        });
        Assert.Equal(before + 1, await database.CountAsync("evenkeel_change"));
        Assert.Equal(OfProducts, await shop.ReadAllAsync());
        await FeedSuite.PositionAsync(other);
        Assert.Equal(OfProducts, await other.ReadAllAsync());
    }

    [Fact]
    [Trait("Show", "4.5")]
    public async Task What_is_recorded_in_a_command_that_is_refused_is_forgotten()
    {
        await using var database = await CreateAsync();
        await using var shop = await Shop.StartAsync(database);
        await shop.ReadAllAsync();
        var before = await database.CountAsync("evenkeel_change");
        await shop.WriteAsync("refused", (_, services) => Changes(services).RecordAsync(["Products"]));
        Assert.Equal(before, await database.CountAsync("evenkeel_change"));
        Assert.Empty(await shop.ReadAllAsync());
    }

    [Fact]
    [Trait("Show", "4.5")]
    public async Task Tags_spare_the_lists_of_others_and_a_parent_makes_its_children_stale()
    {
        await using var database = await CreateAsync();
        await using var shop = await Shop.StartAsync(database);
        await shop.ReadAllAsync();
        await Changes(shop.Services).RecordAsync(["Opportunities"], ["clients/1/opportunities"], TestContext.Current.CancellationToken);
        Assert.Equal(["all", "of 1", "view", "raw view"], await shop.ReadAllAsync());
        await Changes(shop.Services).RecordAsync(["Clients"], cancel: TestContext.Current.CancellationToken);
        Assert.Equal(["clients", "all", "of 1", "of 2", "view", "raw view"], await shop.ReadAllAsync());
        await Changes(shop.Services).RecordAsync([], ["*"], TestContext.Current.CancellationToken);
        Assert.Equal(Shop.Names, await shop.ReadAllAsync());
    }

    [Fact]
    public async Task What_could_not_be_meant_is_refused_with_the_reason()
    {
        await using var database = await CreateAsync();
        await using var shop = await Shop.StartAsync(database);
        await AssertRefusedAsync("Neither a table nor a tag", [], null);
        await AssertRefusedAsync("Neither a table nor a tag", [], []);
        await AssertRefusedAsync("empty", [" "], null);
        await AssertRefusedAsync("empty", ["Clients"], [""]);
        await AssertRefusedAsync("control character", ["Clients"], ["a\nb"]);
        await AssertRefusedAsync("control character", ["\u0001any"], null);
        await AssertRefusedAsync("401 characters", [], [new string('x', 401)]);
        await AssertRefusedAsync("more than 1000", [], Enumerable.Range(0, 1_001).Select(each => $"tag {each}"));
        await AssertRefusedAsync("'cleints'", ["Clients", "cleints"], null);

        async Task AssertRefusedAsync(string because, string[] tables, IEnumerable<string>? tags)
        {
            var error = await Assert.ThrowsAsync<ArgumentException>(() => Changes(shop.Services).RecordAsync(tables, tags));
            Assert.Contains(because, error.Message, StringComparison.Ordinal);
        }
    }

    private static IChanges Changes(IServiceProvider services) => services.GetRequiredService<IChanges>();
}

public sealed class SqliteRecordedChangesTests : RecordedChangesSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresRecordedChangesTests : RecordedChangesSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
