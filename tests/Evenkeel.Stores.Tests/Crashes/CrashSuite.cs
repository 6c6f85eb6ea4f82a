using Evenkeel.Testing.History;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>What must hold after 20,000 operations (100,000 with <c>--full</c>), two hundred kills of the server and one cut answer in twenty.</summary>
public abstract class CrashSuite(CrashHistory history)
{
    [Fact]
    [Trait("Show", "1.1")]
    [Trait("Show", "2.1")]
    public void Every_operation_takes_effect_exactly_once() => history.History.AssertExactlyOnce();

    [Fact]
    [Trait("Show", "1.2")]
    [Trait("Show", "2.1")]
    public void Effects_of_a_lane_keep_the_order_in_which_they_were_enqueued() => history.History.AssertOrderInLanes();

    [Fact]
    [Trait("Show", "2.1")]
    public void Replays_repeat_the_first_answer_and_nothing_else_is_a_surprise()
    {
        Assert.Empty(history.Run.State.Surprises);
        history.History.AssertAnswersAreOfTheirEffects();
        Assert.InRange(history.Run.State.Compared, CrashHistory.Kills, int.MaxValue);
    }

    [Fact]
    [Trait("Show", "2.1")]
    public void The_kills_hit_every_kind_of_moment_while_operations_were_under_way()
    {
        var (run, state, storm) = (history.Run, history.Run.State, history.Storm);
        Assert.Equal(CrashHistory.Kills, storm.Done.Values.Sum());
        Assert.All(Enum.GetValues<Moment>(), moment => Assert.InRange(storm.Done[moment], CrashHistory.Kills / 6, CrashHistory.Kills / 6 + 1));
        Assert.InRange(storm.InFlight, CrashHistory.Kills * 9 / 10, CrashHistory.Kills);
        Assert.InRange(state.Unanswered, CrashHistory.Kills, int.MaxValue);

        // Whatever had been committed, or answered to a client that died, came again.
        Assert.InRange(state.Replays, storm.Done[Moment.Committed] + storm.Done[Moment.Answered], int.MaxValue);
        Assert.True(run.CutAnswers > 0 && state.Direct > 0 && state.Flushes > 0 && state.Held > 0, run.ToString());
        Assert.Contains(history.History.Log, entry => entry.Event == LogEvent.Discarded);
    }

    [Fact]
    [Trait("Show", "2.1")]
    public void Most_operations_are_answered_by_their_run_and_share_commits()
    {
        var effects = history.History.Effects.Count;
        Assert.InRange(history.Run.State.Enqueued, CrashHistory.Operations, int.MaxValue);
        Assert.InRange(history.Run.State.Fresh, effects * 8 / 10, effects);

        // On a machine that is so loaded that actions keep a shared transaction for too long, they have their own for a while.
        Assert.InRange(history.Commits, 1, effects * 3 / 4);
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
