using Evenkeel.Stores.Tests.Databases;
using Evenkeel.TestBed;
using Evenkeel.Testing.Time;

namespace Evenkeel.Stores.Tests.Sessions;

/// <summary>PostgreSQL is really stopped.</summary>
public sealed class PostgresOutageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    [Trait("Show", "5.2")]
    public async Task While_the_database_is_down_nothing_can_be_told_and_the_same_cookie_goes_on_afterwards()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var database = new PostgresDatabase(await server.CreateDatabaseAsync());
        await using var node = await SessionNode.StartAsync(database, tables: true);
        var cookie = await node.SignInAsync();
        await server.StopAsync(immediate: true);
        await node.AssertUnknownAsync(cookie);
        Assert.Equal("nobody", (await node.GetAsync("anyone", null)).Text);

        // One that starts meanwhile neither fails nor becomes ready, until the database is back.
        await using var late = await SessionNode.StartAsync(database);
        Assert.False(await late.IsReadyAsync());
        await late.AssertUnknownAsync(cookie);
        await server.StartAsync();
        foreach (var each in new[] { node, late })
        {
            await Poll.UntilAsync(each.IsReadyAsync, Patience, () => each.Log);
            await Poll.UntilAsync(async () => (await each.GetAsync("me", cookie)).Status == 200, Patience, () => each.Log);
        }
    }
}
