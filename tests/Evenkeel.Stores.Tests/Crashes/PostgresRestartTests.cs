using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Processes;
using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Stores.Tests.Crashes;

public sealed class PostgresRestartTests
{
    [Fact]
    [Trait("Show", "1.1")]
    public async Task Crashes_of_the_database_under_load_lose_and_double_nothing()
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var database = new PostgresDatabase(await postgres.CreateDatabaseAsync());
        using var run = new LoadRun("postgresql itself");
        await using (var server = await ServerProcess.StartAsync(TestServers.On(database)))
        {
            await run.RunAsync(server.BaseAddress, crashes: 8, () => postgres.StopAsync(immediate: true), postgres.StartAsync);
        }

        var history = await EffectHistory.ReadAsync(run.Log, database);
        history.AssertExactlyOnce();
        history.AssertOrderInLanes();
        Assert.Empty(run.State.Surprises);
        Assert.Equal(8, run.Crashes);
    }
}
