using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Processes;
using Evenkeel.Testing.Processes;
using Evenkeel.Testing.Time;

namespace Evenkeel.Stores.Tests.Deliveries;

/// <summary>A real server, killed between commits and deliveries, and a sink that fails one call in three.</summary>
public abstract class DeliverySuite
{
    private const int Rounds = 4;
    private const int InRound = 12;

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    [Trait("Show", "2.4")]
    public async Task What_was_committed_is_delivered_after_a_crash_and_what_was_rolled_back_never()
    {
        await using var database = await CreateAsync();
        await using var sink = await MessageSink.StartAsync();
        await using var server = await ServerProcess.StartAsync(TestServers.On(database, "--sink", sink.Url));
        using var client = new OperationClient(server.BaseAddress);
        List<string> committed = [];
        for (var round = 0; round < Rounds; round++)
        {
            // Closed, so that commits have not been delivered when the kill comes; the first round's kill comes in the middle of deliveries.
            sink.IsOpen = round == 0;
            for (var number = 0; number < InRound; number++)
            {
                var operation = new TestOperation { Path = "/api/effects/told", IsPoison = number % 4 == 3 };
                var answer = await client.SendAsync(operation);
                Assert.Equal(operation.IsPoison ? 400 : 201, answer!.Status);
                if (!operation.IsPoison)
                {
                    committed.Add(operation.Id.ToString());
                }
            }

            await server.KillAsync();
            Assert.True(round == 0 || await database.CountAsync("evenkeel_delivery") > 0);
            sink.IsOpen = true;
            await EndLeasesAsync(database);
            await server.StartAsync();
        }

        await Poll.UntilAsync(async () => await database.CountAsync("evenkeel_delivery") == 0, TimeSpan.FromSeconds(60), () => $"{sink.Taken.Count} of {committed.Count} were delivered.");
        Assert.Equal(committed.Order(), sink.Taken.Select(message => message.Operation).Distinct().Order());
        Assert.Equal(committed.Count, sink.Taken.Select(message => message.Delivery).Distinct().Count());
        Assert.True(sink.Failures > 0);
        Assert.Equal(committed.Count, await database.CountAsync("effects"));
    }

    [Fact]
    public async Task Two_processes_share_the_deliveries_and_make_none_twice()
    {
        await using var database = await CreateAsync();
        await using var sink = await MessageSink.StartAsync();
        var starting = new[] { ServerProcess.StartAsync(TestServers.On(database, "--sink", sink.Url)), ServerProcess.StartAsync(TestServers.On(database, "--sink", sink.Url)) };
        await using var one = await starting[0];
        await using var other = await starting[1];
        using var toOne = new OperationClient(one.BaseAddress);
        using var toOther = new OperationClient(other.BaseAddress);
        var operations = Enumerable.Range(0, 60).Select(_ => new TestOperation { Path = "/api/effects/told" }).ToList();
        await Parallel.ForEachAsync(operations, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (operation, _) =>
            Assert.Equal(201, (await (operation.Id.Value.GetHashCode() % 2 == 0 ? toOne : toOther).SendUntilAnsweredAsync(operation)).Status));

        await Poll.UntilAsync(async () => await database.CountAsync("evenkeel_delivery") == 0, TimeSpan.FromSeconds(60), () => $"{sink.Taken.Count} were delivered.");
        Assert.Equal(operations.Select(operation => operation.Id.ToString()).Order(), sink.Taken.Select(message => message.Operation).Order());
    }

    // What a killed process had begun is under its lease for a minute and a half; the test does not wait so long.
    private static Task EndLeasesAsync(TestDatabase database) => database.ExecuteAsync("UPDATE evenkeel_delivery SET leased_until = 0 WHERE leased_until IS NOT NULL");
}

public sealed class SqliteDeliveryTests : DeliverySuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresDeliveryTests : DeliverySuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
