using Evenkeel.AspNetCore.Coherence.Feed;
using Evenkeel.PostgreSql;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.TestBed;
using Evenkeel.Testing.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Evenkeel.Stores.Tests.Coherence;

/// <summary>Nodes that look so rarely that only a wake-up explains what they know.</summary>
public sealed class PostgresWakeUpTests
{
    private const string Listeners = $"pg_stat_activity WHERE datname = current_database() AND application_name = '{WakeUpConnections.ApplicationName}' AND query LIKE 'LISTEN%'";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    [Trait("Show", "4.2")]
    public async Task A_node_hears_at_once_also_after_its_connection_was_ended()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await (await Shop.StartAsync(database)).DisposeAsync();
        await using var writer = await JoinAsync(database);
        await using var reader = await JoinAsync(database);
        await ListenersAsync(database, count: 2);
        await AssertHearsAsync(writer, reader, "Awake");
        await AssertHearsAsync(reader, writer, "Both ways");

        await database.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM {Listeners}");
        await ListenersAsync(database, count: 2);
        await AssertHearsAsync(writer, reader, "Awake again");
    }

    [Fact]
    [Trait("Show", "4.10")]
    public async Task It_listens_again_when_the_server_is_back()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var database = new PostgresDatabase(await server.CreateDatabaseAsync());
        await (await Shop.StartAsync(database)).DisposeAsync();
        await using var writer = await JoinAsync(database);
        await using var reader = await JoinAsync(database);
        await reader.ReadAsync("products");
        await server.StopAsync(immediate: true);
        await server.StartAsync();
        await ListenersAsync(database, count: 2);
        await AssertHearsAsync(writer, reader, "Back");
    }

    [Fact]
    public async Task Whoever_listens_again_takes_it_that_something_was_said_meanwhile()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await PostgresDatabase.CreateAsync();
        var options = Options.Create(new WakeUpOptions { ConnectionString = database.ConnectionString });
        var signals = new WakeUpSignals(TimeProvider.System);
        using var listener = new WakeUpListener(new WakeUpConnections(options), signals, options, NullLogger<WakeUpListener>.Instance);
        await listener.StartAsync(cancel);
        await signals.WaitAsync(cancel).WaitAsync(Patience, cancel);
        await ListenersAsync(database, count: 1);
        // Its own word is no news to it; that it was cut off is.
        await database.ExecuteAsync($"SELECT pg_notify('evenkeel_change', '{signals.Node}')");
        await database.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM {Listeners}");
        await signals.WaitAsync(cancel).WaitAsync(Patience, cancel);
        await ListenersAsync(database, count: 1);
        await database.ExecuteAsync("SELECT pg_notify('evenkeel_change', 'another')");
        await signals.WaitAsync(cancel).WaitAsync(Patience, cancel);
        await listener.StopAsync(cancel);
    }

    [Fact]
    public void Settings_that_cannot_work_are_refused_without_a_word_of_the_password()
    {
        var bad = new WakeUpOptions
        {
            ConnectionString = "Password=hush;Port=many", Channel = "Bad; DROP", NotifyEvery = TimeSpan.FromMinutes(1), LongestRetry = TimeSpan.Zero, KeepAlive = TimeSpan.Zero,
        };
        var result = new WakeUpOptionsValidator().Validate(null, bad);
        Assert.Equal(5, result.Failures!.Count());
        Assert.DoesNotContain("hush", result.FailureMessage, StringComparison.Ordinal);
        Assert.True(new WakeUpOptionsValidator().Validate(null, new WakeUpOptions { ConnectionString = "Host=db" }).Succeeded);
    }

    [Fact]
    public async Task What_is_told_many_times_before_anybody_looks_is_one_fact()
    {
        var cancel = TestContext.Current.CancellationToken;
        var signals = new WakeUpSignals(TimeProvider.System);
        for (var each = 0; each < 100; each++)
        {
            signals.Tell();
            signals.Hear();
        }

        await signals.UntilToldAsync(cancel);
        await signals.WaitAsync(cancel);
        Assert.False(signals.UntilToldAsync(cancel).AsTask().IsCompleted);
        Assert.False(signals.WaitAsync(cancel).IsCompleted);
    }

    [Fact]
    public async Task A_wake_up_that_fails_leaves_the_looks_as_they_were()
    {
        var pause = new FeedPause(new Broken());
        await pause.WaitAsync(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        await pause.WaitAsync(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
    }

    private static Task<Shop> JoinAsync(PostgresDatabase database) => Shop.JoinAsync(
        database,
        FeedSuite.Rarely,
        more: keel => keel.UsePostgreSqlWakeUp(database.ConnectionString, wakeUp => wakeUp.LongestRetry = TimeSpan.FromSeconds(1)));

    private static Task ListenersAsync(PostgresDatabase database, int count) =>
        Poll.UntilAsync(async () => await database.CountAsync(Listeners) == count, Patience, () => "They do not listen.");

    private static async Task AssertHearsAsync(Shop writer, Shop reader, string name)
    {
        await reader.ReadAsync("products");
        await RenameAsync(writer, name);
        await UntilReadAsync(reader, name);
    }

    private static Task RenameAsync(Shop shop, string name) => shop.WriteAsync("command", (db, _) => db.Products.ExecuteUpdateAsync(set => set.SetProperty(each => each.Name, name)));

    private static Task UntilReadAsync(Shop reader, string name) => Poll.UntilAsync(async () => (await reader.ReadAsync("products"))[0] == name, Patience, () => $"It never read '{name}'.");

    private sealed class Broken : IFeedWakeUp
    {
        public void Tell()
        {
        }

        public Task WaitAsync(CancellationToken cancel) => Task.FromException(new InvalidOperationException());
    }
}
