using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Testing.Processes;

namespace Evenkeel.Stores.Tests.Processes;

/// <summary>Two server processes on one database, and every operation sent to both at once.</summary>
public abstract class TwoServersSuite
{
    private const int Operations = 150;

    protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    [Trait("Show", "1.1")]
    public async Task Duplicates_sent_to_both_at_once_take_effect_once()
    {
        await using var database = await CreateAsync();
        var starting = new[] { ServerProcess.StartAsync(TestServers.On(database)), ServerProcess.StartAsync(TestServers.On(database)) };
        await using var one = await starting[0];
        await using var other = await starting[1];
        using var toOne = new OperationClient(one.BaseAddress);
        using var toOther = new OperationClient(other.BaseAddress);

        var operations = Enumerable.Range(0, Operations).Select(number => new TestOperation { Lane = $"lane{number % 5}", Path = "/api/effects/several" }).ToList();
        var replayed = 0;
        await Parallel.ForEachAsync(operations, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (operation, _) =>
        {
            var answers = await Task.WhenAll(toOne.SendUntilAnsweredAsync(operation), toOther.SendUntilAnsweredAsync(operation));
            Assert.All(answers, answer => Assert.Equal(201, answer.Status));
            Assert.Equal(answers[0].Body, answers[1].Body);
            Assert.Single(answers, answer => !answer.Replayed);
            Interlocked.Increment(ref replayed);
        });

        Assert.Equal(Operations, replayed);
        Assert.Equal(Operations, await database.CountAsync("effects"));
        Assert.Equal(Operations, await database.CountAsync("(SELECT DISTINCT operation FROM effects) AS every"));
        Assert.Equal((long)Operations, Convert.ToInt64((await database.RowsAsync("SELECT sum(total) FROM lane_totals"))[0][0]));
    }
}

public sealed class SqliteTwoServersTests : TwoServersSuite
{
    protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

public sealed class PostgresTwoServersTests : TwoServersSuite
{
    protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();
}
