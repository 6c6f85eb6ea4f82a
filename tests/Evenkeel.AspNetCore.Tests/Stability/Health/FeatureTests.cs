using Evenkeel.AspNetCore.Coherence.Feed;
using Evenkeel.AspNetCore.Sessions.Keys;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Sessions;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Stability.Health;

/// <summary>What each feature adds to the health of an instance that uses it.</summary>
public sealed class FeatureTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly TestDatabase _database = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _database.Dispose();
    }

    [Fact]
    public async Task Only_features_that_are_used_are_asked()
    {
        await using var bare = await HealthApp.StartAsync(clock: _clock);
        Assert.Equal(["evenkeel-database", "evenkeel-registry"], (await bare.LookAsync()).ChecksOf().Order());
        await using var all = await HealthApp.StartAsync(clock: _clock, database: _database, services: static builder =>
        {
            AddSessions(builder);
            builder.AddEvenkeel().UseCache();
        });
        Assert.Equal(["evenkeel-database", "evenkeel-feed", "evenkeel-registry", "evenkeel-sessions"], (await all.LookAsync()).ChecksOf().Order());
        HealthApp.AssertBare(await all.ProbeAsync(), 200, "ready");
        HealthApp.AssertBare(await all.ProbeAsync("startup"), 200, "started");
    }

    [Fact]
    public async Task A_heartbeat_that_is_older_than_its_lease_makes_it_unready_until_the_next_one()
    {
        await using var app = await HealthApp.StartAsync(clock: _clock);
        _clock.Advance(HealthApp.Lease - TimeSpan.FromTicks(1));
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
        var told = await app.LookAsync();
        Assert.Equal(["evenkeel-registry"], told.FailingOf());
        Assert.Equal(("failed", "The last heartbeat is older than its lease."), told.CheckOf("evenkeel-registry"));
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 200, "started");

        await app.BeatAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
    }

    [Fact]
    public async Task A_feed_that_cannot_be_read_makes_it_unready_after_a_while_and_not_before()
    {
        await using var app = await HealthApp.StartAsync(clock: _clock, database: _database, services: static builder => builder.AddEvenkeel().UseCache());
        _database.Rename("evenkeel_change", "aside");
        // Looks that had begun before are over.
        await Poll.UntilAsync(() => app.Log.Lines.Any(each => each.Contains("The change feed cannot be read", StringComparison.Ordinal)), TimeSpan.FromSeconds(30), "Nobody reads the feed.");
        _clock.Advance(TimeSpan.FromSeconds(29));
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
        var told = await app.LookAsync();
        Assert.Equal(["evenkeel-feed"], told.FailingOf());
        Assert.Equal(("failed", "The feed of changes has not been read for too long."), told.CheckOf("evenkeel-feed"));

        _database.Rename("aside", "evenkeel_change");
        await app.Services.GetRequiredService<ChangeFeed>().PollAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
    }

    [Fact]
    public async Task A_feed_that_was_never_read_keeps_it_from_starting()
    {
        await using (var made = await HealthApp.StartAsync(database: _database))
        {
            _database.Rename("evenkeel_change", "aside");
        }

        await using var app = await HealthApp.StartAsync(database: _database, services: static builder => builder.AddEvenkeel().UseCache(), clock: _clock);
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 503, "starting");
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
        Assert.Equal(("pending", "The feed of changes has not been read yet."), (await app.LookAsync()).CheckOf("evenkeel-feed"));
        _database.Rename("aside", "evenkeel_change");
        await app.Services.GetRequiredService<ChangeFeed>().PollAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 200, "started");
    }

    [Fact]
    public async Task An_instance_that_cannot_read_the_keys_of_the_others_begins_when_it_can()
    {
        await using (var first = await HealthApp.StartAsync(database: _database, services: AddSessions))
        {
            HealthApp.AssertBare(await first.ProbeAsync(), 200, "ready");
        }

        // As if somebody had purged the keys that the canary was made with.
        _database.Rename("evenkeel_protection_key", "aside");
        using (var connection = _database.Open())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "CREATE TABLE evenkeel_protection_key AS SELECT * FROM aside WHERE 0";
            command.ExecuteNonQuery();
        }

        await using var app = await HealthApp.StartAsync(clock: _clock, database: _database, services: AddSessions);
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 503, "starting");
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
        HealthApp.AssertBare(await app.ProbeAsync("live"), 200, "live");
        var told = await app.LookAsync();
        Assert.Equal("failed", told.CheckOf("evenkeel-sessions").Status);
        Assert.Contains("Restore evenkeel_protection_key from a backup", told.CheckOf("evenkeel-sessions").Detail, StringComparison.Ordinal);
        // Its build must not take the place of those that are ready.
        Assert.Equal(["evenkeel-registry", "evenkeel-sessions"], told.FailingOf().Order());

        using (var connection = _database.Open())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "DROP TABLE evenkeel_protection_key";
            command.ExecuteNonQuery();
        }

        _database.Rename("aside", "evenkeel_protection_key");
        Assert.True(await app.Services.GetRequiredService<KeyKeeper>().TurnAsync(TestContext.Current.CancellationToken));
        await app.BeatAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 200, "started");
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
    }

    [Fact]
    public async Task A_cookie_of_which_nothing_can_be_told_changes_no_answer()
    {
        await using var app = await SessionApp.StartAsync(new TestAppOptions { Clock = _clock }, options => options.ValidFor = TimeSpan.Zero);
        var cookie = await app.SignInAsync();
        app.Database.Rename("evenkeel_session", "away");
        SessionApp.AssertUnknown(await app.GetAsync("/anyone", cookie));
        HealthApp.AssertBare(await app.GetAsync("/_evenkeel/health/live", cookie, fromRuntime: false), 200, "live");
        Assert.Equal(200, (await app.GetAsync("/_evenkeel/health/live", cookie, fromRuntime: false, method: "HEAD")).Status);
        // The database answers: the session is what cannot be asked for.
        await app.BeatAsync();
        HealthApp.AssertBare(await app.GetAsync("/_evenkeel/health/ready", cookie, fromRuntime: false), 200, "ready");
    }

    private static void AddSessions(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        builder.AddEvenkeel().AddSessions();
    }
}
