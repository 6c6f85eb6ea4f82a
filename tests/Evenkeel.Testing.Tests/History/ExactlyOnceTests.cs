using Evenkeel.Testing.History;

namespace Evenkeel.Testing.Tests.History;

/// <summary>Each way in which a history can be wrong is found and named, and nothing else is.</summary>
public sealed class ExactlyOnceTests
{
    private readonly List<LogEntry> _log = [];
    private readonly List<Effect> _effects = [];

    public ExactlyOnceTests()
    {
        // Two lanes, interleaved; b is refused, d is discarded, f keeps no order and was refused before it was tried once more.
        Enqueue("a", "red");
        Enqueue("b", "red");
        Enqueue("c", "blue");
        Enqueue("d", "red");
        Enqueue("e", "red");
        Enqueue("f", null);
        Note(LogEvent.Done, "a", "created 1");
        Note(LogEvent.Done, "a", "created 1");
        Note(LogEvent.Rejected, "b");
        Note(LogEvent.Discarded, "d");
        Note(LogEvent.Rejected, "d");
        Note(LogEvent.Done, "e", "created 4");
        Note(LogEvent.Done, "c");
        Note(LogEvent.Rejected, "f");
        Enqueue("f", null);
        Note(LogEvent.Done, "f");
        Take("f", 1);
        Take("a", 2, "red");
        Take("c", 3);
        Take("e", 4, "red");
    }

    private Verdict Verdict => ExactlyOnce.Check(_log, _effects);

    [Fact]
    public void A_sound_history_holds()
    {
        Verdict.ThrowIfBroken();
        Assert.True(Verdict.Holds);
        Assert.Equal((6, 4), (Verdict.Operations, Verdict.Effects));
        Assert.Equal("6 operations, 4 effects: exactly once, in order", Verdict.ToString());
    }

    [Fact]
    public void Nothing_at_all_holds() => Assert.True(ExactlyOnce.Check([], []).Holds);

    [Fact]
    public void An_operation_that_nobody_answered_and_that_has_no_effect_is_lost()
    {
        Enqueue("g", "blue");
        Assert.Equal(["g"], Only(Verdict, each => each.Lost));
        Take("g", 9);
        Assert.True(Verdict.Holds, "An answer that was lost is no fault.");
    }

    [Fact]
    public void An_operation_that_was_reported_as_done_and_has_no_effect_is_absent()
    {
        _effects.RemoveAll(effect => effect.Operation == "e");
        Assert.Equal(["e"], Only(Verdict, each => each.Absent));
    }

    [Fact]
    public void An_operation_with_two_effects_is_doubled()
    {
        Take("a", 5, "red");
        Take("c", 6);
        Take("c", 7);
        Assert.Equal(["a", "c"], Only(Verdict, each => each.Doubled));
    }

    [Theory]
    [InlineData("b", "red")]
    [InlineData("d", "red")]
    [InlineData("nobody's", "red")]
    public void An_effect_that_was_refused_discarded_or_never_asked_for_is_a_phantom(string operation, string lane)
    {
        Take(operation, 9, lane);
        Assert.Equal([operation], Only(Verdict, each => each.Phantom));
    }

    [Fact]
    public void An_effect_in_another_lane_is_a_phantom()
    {
        _effects[1] = _effects[1] with { Lane = "blue" };
        Assert.Equal(["a"], Only(Verdict, each => each.Phantom));
    }

    [Fact]
    public void An_operation_that_a_later_one_of_its_lane_overtook_is_out_of_order()
    {
        Enqueue("g", "red");
        Enqueue("h", "red");
        Take("h", 5, "red");
        Take("g", 6, "red");
        Assert.Equal(["g"], Only(Verdict, each => each.OutOfOrder));
    }

    [Fact]
    public void Lanes_and_operations_without_one_may_overtake_each_other_and_equal_numbers_are_no_order()
    {
        Enqueue("g", "red");
        Enqueue("h", "red");
        Take("h", 5);
        Take("g", 5);
        Assert.True(Verdict.Holds, Verdict.ToString());
    }

    [Fact]
    public void A_second_effect_is_doubled_and_not_out_of_order()
    {
        Take("a", 8, "red");
        Assert.Equal(["a"], Only(Verdict, each => each.Doubled));
    }

    [Theory]
    [InlineData(LogEvent.Done, "created 2")]
    [InlineData(LogEvent.Rejected, null)]
    [InlineData(LogEvent.Discarded, null)]
    public void An_operation_that_was_answered_in_two_ways_is_contradicted(LogEvent then, string? answer)
    {
        Note(then, "a", answer);
        Assert.Equal(["a"], Only(Verdict, each => each.Contradicted));
    }

    [Fact]
    public void An_operation_that_is_done_after_its_void_is_contradicted()
    {
        Note(LogEvent.Done, "d");
        Take("d", 3, "red");
        Assert.Equal(["d"], Only(Verdict, each => each.Contradicted));
    }

    [Fact]
    public void A_log_that_was_not_written_before_the_send_is_no_evidence()
    {
        Note(LogEvent.Done, "unheard of");
        Assert.Throws<ArgumentException>(() => Verdict);
    }

    [Fact]
    public void The_failure_names_what_is_wrong_with_which_operations()
    {
        _effects.RemoveAll(effect => effect.Operation == "e");
        foreach (var number in Enumerable.Range(10, 12))
        {
            Take($"x{number}", number);
        }

        var error = Assert.Throws<ExactlyOnceException>(() => Verdict.ThrowIfBroken());
        Assert.Equal(["e"], error.Verdict.Absent);
        Assert.Equal(
            "6 operations, 15 effects: broken\n  reported as done but absent: 1 (e)\n  phantom: 12 (x10, x11, x12, x13, x14, x15, x16, x17, x18, x19, …)", error.Message);
    }

    /// <summary>The finding asked for, after a look that there is no other.</summary>
    private static IReadOnlyList<string> Only(Verdict verdict, Func<Verdict, IReadOnlyList<string>> finding)
    {
        IReadOnlyList<string>[] all = [verdict.Lost, verdict.Absent, verdict.Doubled, verdict.Phantom, verdict.OutOfOrder, verdict.Contradicted];
        Assert.False(verdict.Holds);
        Assert.Same(finding(verdict), Assert.Single(all, each => each.Count > 0));
        return finding(verdict);
    }

    private void Enqueue(string operation, string? lane) => _log.Add(new LogEntry { Event = LogEvent.Enqueued, Operation = operation, Lane = lane });

    private void Note(LogEvent what, string operation, string? answer = null) => _log.Add(new LogEntry { Event = what, Operation = operation, Answer = answer });

    private void Take(string operation, long order, string? lane = null) => _effects.Add(new Effect { Operation = operation, Order = order, Lane = lane });
}
