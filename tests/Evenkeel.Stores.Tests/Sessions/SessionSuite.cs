using Evenkeel.AspNetCore.Deployments;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Deployments;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Sessions;

/// <summary>Sessions and their keys on real databases, over deployments and without parts of them.</summary>
public abstract class SessionSuite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    [Trait("Show", "5.1")]
    public async Task A_new_release_in_a_new_folder_signs_nobody_out()
    {
        await using var database = await CreateAsync();
        var folders = (Old: Directory.CreateTempSubdirectory("release-"), New: Directory.CreateTempSubdirectory("release-"));
        List<string> cookies = [];
        await using (var old = await SessionNode.StartAsync(database, folder: folders.Old.FullName, build: "one", tables: true))
        {
            for (var i = 0; i < 1000; i++)
            {
                cookies.Add(await old.SignInAsync($"user-{i}"));
            }

            // Rolling: the old instance answers while the new one starts.
            await using var next = await SessionNode.StartAsync(database, folder: folders.New.FullName, build: "two");
            Assert.True(await next.IsReadyAsync());
            await AssertAllAsync(cookies.Index(), (each, index) => index % 2 == 0 ? old.GetAsync("me", each) : next.GetAsync("me", each));
        }

        await using var alone = await SessionNode.StartAsync(database, folder: folders.New.FullName, build: "two");
        await AssertAllAsync(cookies.Index(), (each, _) => alone.GetAsync("me", each));
    }

    [Fact]
    public async Task Two_instances_that_start_at_once_make_one_key()
    {
        await using var database = await CreateAsync();
        await RegistryBed.CreateTablesAsync(database);
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SessionNode.StartAsync(database)));
        foreach (var node in nodes)
        {
            await Poll.UntilAsync(node.IsReadyAsync, Patience, () => node.Log);
        }

        Assert.Equal(1, await database.CountAsync("evenkeel_protection_key"));
        var cookie = await nodes[0].SignInAsync();
        foreach (var node in nodes)
        {
            Assert.Equal((200, "alice"), await node.GetAsync("me", cookie) is var answer ? (answer.Status, answer.Text) : default);
            await node.DisposeAsync();
        }
    }

    [Fact]
    [Trait("Show", "5.1")]
    public async Task An_instance_with_foreign_keys_never_becomes_ready_nor_live_and_signs_nobody_out()
    {
        await using var database = await CreateAsync();
        await using var good = await SessionNode.StartAsync(database, build: "one", tables: true);
        var cookie = await good.SignInAsync();
        await using var foreign = await SessionNode.StartAsync(database, services => services.AddDataProtection().SetApplicationName("another"), build: "two");
        Assert.False(await foreign.Keeper.TurnAsync(TestContext.Current.CancellationToken));
        Assert.False(await foreign.IsReadyAsync());
        Assert.Contains("not ready", foreign.Log);
        await foreign.Registry.BeatAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await database.CountAsync("evenkeel_build WHERE name = 'two'"));
        await foreign.AssertUnknownAsync(cookie);
        Assert.Equal(200, (await good.GetAsync("me", cookie)).Status);

        await using var forced = await SessionNode.StartAsync(
            database, services => services.AddDataProtection().SetApplicationName("another"), options => options.UnsafeStartWithoutOldKeys = true, build: "three");
        Assert.True(await forced.IsReadyAsync());
        Assert.Equal(401, (await forced.GetAsync("me", cookie)).Status);
    }

    [Fact]
    public async Task Keys_that_end_with_the_process_are_refused_beside_another_instance_and_taken_from_a_lone_one()
    {
        await using var database = await CreateAsync();
        await using (var other = await SessionNode.StartAsync(database, Often, tables: true))
        {
            await other.Registry.BeatAsync(TestContext.Current.CancellationToken);
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => SessionNode.StartAsync(database, Ephemeral));
            Assert.Contains("UseEphemeralDataProtectionProvider", refused.Message);
            Assert.Equal(1, await database.CountAsync("evenkeel_instance"));
        }

        await using var alone = await SessionNode.StartAsync(database, Ephemeral);
        Assert.Equal(200, (await alone.GetAsync("me", await alone.SignInAsync())).Status);

        static void Often(IServiceCollection services) => services.Configure<DeploymentOptions>(options => (options.HeartbeatEvery, options.Lease) = (TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2)));

        static void Ephemeral(IServiceCollection services)
        {
            Often(services);
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
        }
    }

    [Fact]
    public async Task Where_the_keys_were_purged_a_new_instance_makes_none_and_says_what_to_do()
    {
        await using var database = await CreateAsync();
        await using var good = await SessionNode.StartAsync(database, tables: true);
        var cookie = await good.SignInAsync();
        var keys = await database.RowsAsync("SELECT slot, name, content, created FROM evenkeel_protection_key");
        await database.ExecuteAsync("DELETE FROM evenkeel_protection_key");
        await using var late = await SessionNode.StartAsync(database);
        Assert.False(await late.IsReadyAsync());
        Assert.Contains("Restore evenkeel_protection_key", late.Log);
        Assert.Equal(0, await database.CountAsync("evenkeel_protection_key"));
        await late.AssertUnknownAsync(cookie);
        await good.Keeper.TurnAsync(TestContext.Current.CancellationToken);
        Assert.Equal(200, (await good.GetAsync("me", cookie)).Status);
        var key = keys.Single();
        await database.ExecuteAsync($"INSERT INTO evenkeel_protection_key (slot, name, content, created) VALUES ('{key[0]}', '{key[1]}', '{((string)key[2]!).Replace("'", "''", StringComparison.Ordinal)}', {key[3]})");
        await Poll.UntilAsync(late.IsReadyAsync, Patience, () => late.Log);
        Assert.Equal(200, (await late.GetAsync("me", cookie)).Status);
    }

    [Fact]
    [Trait("Show", "5.2")]
    public async Task Without_the_keys_or_without_the_tickets_nothing_can_be_told_and_the_same_cookie_goes_on_afterwards()
    {
        await using var database = await CreateAsync();
        await using var node = await SessionNode.StartAsync(database, tables: true);
        var cookie = await node.SignInAsync();
        await database.ExecuteAsync("ALTER TABLE evenkeel_session RENAME TO away");
        await node.AssertUnknownAsync(cookie);
        await database.ExecuteAsync("ALTER TABLE away RENAME TO evenkeel_session");
        Assert.Equal(200, (await node.GetAsync("me", cookie)).Status);

        // Who has the keys in memory goes on without their store; who has yet to read them cannot tell.
        await database.ExecuteAsync("ALTER TABLE evenkeel_protection_key RENAME TO away");
        Assert.Equal(200, (await node.GetAsync("me", cookie)).Status);
        await using var late = await SessionNode.StartAsync(database);
        Assert.False(await late.IsReadyAsync());
        await late.AssertUnknownAsync(cookie);
        await database.ExecuteAsync("ALTER TABLE away RENAME TO evenkeel_protection_key");
        await Poll.UntilAsync(late.IsReadyAsync, Patience, () => late.Log);
        Assert.Equal(200, (await late.GetAsync("me", cookie)).Status);
    }

    [Fact]
    public async Task A_sign_in_beyond_the_limit_ends_the_session_whose_activity_is_longest_ago()
    {
        await using var database = await CreateAsync();
        await using var node = await SessionNode.StartAsync(database, sessions: options => (options.MaxPerUser, options.ValidFor) = (3, TimeSpan.FromSeconds(1)), tables: true);
        var other = await node.SignInAsync("bob");
        List<string> cookies = [];
        for (var each = 0; each < 3; each++)
        {
            cookies.Add(await node.SignInAsync());
            Assert.Equal(200, (await node.GetAsync("me", cookies[each])).Status);
            await database.ExecuteAsync($"UPDATE evenkeel_session SET seen = {each} WHERE user_id = 'alice' AND seen > 10");
        }

        // The first has been active since. One that has ended or expired counts for nothing, and over a session there is one at its end.
        await database.ExecuteAsync("UPDATE evenkeel_session SET seen = 5 WHERE seen = 0");
        cookies.Add(await node.SignInAsync());
        Assert.Equal([200, 401, 200, 200], await StatusesAsync());
        cookies.Add(await node.SignInAsync(over: cookies[3]));
        Assert.Equal([200, 401, 200, 401, 200], await StatusesAsync());
        await database.ExecuteAsync("UPDATE evenkeel_session SET expires = 1 WHERE seen = 5");
        cookies.Add(await node.SignInAsync());
        Assert.Equal(200, (await node.GetAsync("me", cookies[2])).Status);
        Assert.Equal(200, (await node.GetAsync("me", other)).Status);
        Assert.Equal(3, (await node.Sessions.ListAsync("alice", cancel: TestContext.Current.CancellationToken)).Count);

        async Task<List<int>> StatusesAsync()
        {
            List<int> statuses = [];
            foreach (var each in cookies)
            {
                statuses.Add((await node.GetAsync("me", each)).Status);
            }

            return statuses;
        }
    }

    [Fact]
    public async Task A_key_that_another_instance_has_made_is_looked_for_before_a_cookie_is_called_invalid()
    {
        await using var database = await CreateAsync();
        await using var one = await SessionNode.StartAsync(database, tables: true);
        await one.SignInAsync();
        // A key that holds at once, of which the first instance has not heard.
        await using var other = await SessionNode.StartAsync(database);
        other.Revoke();
        await other.Keeper.TurnAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, await database.CountAsync("evenkeel_protection_key WHERE content LIKE '<key %'"));
        var cookie = await other.SignInAsync();
        Assert.Equal((200, "alice"), await one.GetAsync("me", cookie) is var answer ? (answer.Status, answer.Text) : default);
    }

    private static async Task AssertAllAsync(IEnumerable<(int Index, string Cookie)> cookies, Func<string, int, Task<(int Status, string Text, bool SetsCookie, bool SaysWhen)>> ask)
    {
        List<int> statuses = [];
        foreach (var (index, cookie) in cookies)
        {
            var answer = await ask(cookie, index);
            statuses.Add(answer.Status == 200 && answer.Text != $"user-{index}" ? 0 : answer.Status);
        }

        Assert.Equal([(200, 1000)], statuses.CountBy(each => each).Select(each => (each.Key, each.Value)));
    }
}

public sealed class SqliteSessionTests : SessionSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresSessionTests : SessionSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
