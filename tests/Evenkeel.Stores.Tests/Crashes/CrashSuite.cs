using Evenkeel.Testing.History;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>What must hold after fifty kills of the server and one cut answer in twenty.</summary>
public abstract class CrashSuite(CrashHistory history)
{
    [Fact]
    [Trait("Show", "1.1")]
    public void Every_operation_takes_effect_exactly_once() => history.History.AssertExactlyOnce();

    [Fact]
    [Trait("Show", "1.2")]
    public void Effects_of_a_lane_keep_the_order_in_which_they_were_enqueued() => history.History.AssertOrderInLanes();

    [Fact]
    public void No_answer_was_a_surprise() => Assert.Empty(history.Run.State.Surprises);

    [Fact]
    public void The_kills_hit_operations_under_way()
    {
        var (run, state) = (history.Run, history.Run.State);
        Assert.Equal(CrashHistory.Kills, run.Crashes);
        Assert.InRange(run.CrashesInFlight, CrashHistory.Kills * 8 / 10, CrashHistory.Kills);
        Assert.InRange(state.Unanswered, CrashHistory.Kills, int.MaxValue);
        Assert.True(state.Replays > 0 && run.CutAnswers > 0 && state.Direct > 0 && state.Flushes > 0 && state.Held > 0, run.ToString());
        Assert.Contains(history.History.Log, entry => entry.Event == LogEvent.Discarded);
    }
}

public sealed class SqliteCrashTests(SqliteCrashHistory history) : CrashSuite(history), IClassFixture<SqliteCrashHistory>
{
    [Fact]
    public async Task The_file_is_in_the_mode_that_the_claim_is_made_for()
    {
        Assert.Equal("wal", (await History.Database.RowsAsync("PRAGMA journal_mode"))[0][0]);
        Assert.Equal(2L, (await History.Database.RowsAsync("PRAGMA synchronous"))[0][0]);
    }

    private SqliteCrashHistory History => history;
}

public sealed class PostgresCrashTests(PostgresCrashHistory history) : CrashSuite(history), IClassFixture<PostgresCrashHistory>;
