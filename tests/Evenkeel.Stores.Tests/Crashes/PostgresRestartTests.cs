using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Processes;
using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Stores.Tests.Crashes;

public sealed class PostgresRestartTests
{
    private const int Crashes = 8;

    [Fact]
    [Trait("Show", "1.1")]
    public async Task Crashes_of_the_database_under_load_lose_and_double_nothing()
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var database = new PostgresDatabase(await postgres.CreateDatabaseAsync());
        using var run = new LoadRun("postgresql itself", operations: 400);
        await using (var server = await ServerProcess.StartAsync(TestServers.On(database)))
        {
            await run.RunAsync([server.BaseAddress], random => CrashAsync(postgres, run.State, random));
        }

        Console.WriteLine(run);
        var history = await EffectHistory.ReadAsync(run.Log, database);
        history.AssertExactlyOnce();
        history.AssertOrderInLanes();
        history.AssertAnswersAreOfTheirEffects();
        Assert.Empty(run.State.Surprises);
        Assert.InRange(run.State.Unanswered + run.State.Held, 1, int.MaxValue);
    }

    private static async Task CrashAsync(PostgresServer postgres, LoadState load, Random random)
    {
        load.GoUp();
        for (var crash = 0; crash < Crashes; crash++)
        {
            await load.Requests.ReachAsync(random.Next(3, 16));
            load.GoDown();
            await postgres.StopAsync(immediate: true);
            await postgres.StartAsync();
            load.GoUp();
        }
    }
}
