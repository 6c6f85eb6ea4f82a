using Evenkeel.AspNetCore.Coherence.Pushing;
using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Tests.Coherence.Pushing;

public sealed class RecentChangesTests
{
    private readonly RecentChanges _recent = new(most: 3);

    [Fact]
    public void What_changed_after_a_position_is_told_and_what_was_forgotten_makes_it_unknown()
    {
        _recent.Note(["a"], 1, isAhead: false);
        _recent.Note(["b", "c"], 2, isAhead: false);
        Assert.Equal(["b", "c"], _recent.Since(1)!);
        Assert.Equal(["a", "b", "c"], _recent.Since(0)!);
        Assert.Empty(_recent.Since(2)!);
        _recent.Note(["b"], 3, isAhead: false);
        _recent.Note(["d"], 4, isAhead: false);
        // a was forgotten, the oldest: it changed at 1.
        Assert.Null(_recent.Since(0));
        Assert.Equal(["c", "b", "d"], _recent.Since(1)!);
        _recent.Note(["*"], 5, isAhead: false);
        Assert.Null(_recent.Since(4));
        Assert.Empty(_recent.Since(5)!);
    }

    [Fact]
    public void A_change_of_this_node_is_told_until_its_position_is_known_and_seen()
    {
        _recent.Note(["a"], 0, isAhead: true);
        Assert.Equal(["a"], _recent.Since(1_000)!);
        _recent.Settle(["a"], 7);
        Assert.Equal(["a"], _recent.Since(6)!);
        Assert.Empty(_recent.Since(7)!);
        _recent.Note(["a", "b", "c", "d"], 0, isAhead: true);
        Assert.Null(_recent.Since(1_000));
        _recent.Settle(["a", "b", "c", "d"], 9);
        Assert.Null(_recent.Since(8));
        Assert.Empty(_recent.Since(9)!);
        _recent.Restart(2);
        Assert.Null(_recent.Since(1));
        Assert.Empty(_recent.Since(2)!);
    }

    [Fact]
    public void A_slow_page_costs_no_more_than_64_hashes()
    {
        string[] reads = [.. Enumerable.Range(0, 200).Select(each => $"h{each}")];
        var stream = new ChangeStream("", reads);
        stream.Tell(["other"], "t0");
        Assert.False(stream.Told.IsCompleted);
        Assert.Null(stream.Take());
        stream.Tell(reads[..64], "t1");
        Assert.True(stream.Told.IsCompleted);
        Assert.Equal(64, stream.Take()!.Tags.Count);
        stream.Tell(reads[..64], "t2");
        stream.Tell(reads[64..65], "t3");
        Assert.Equal(("*", "t3"), (Assert.Single(stream.Take()!.Tags), "t3"));
        Assert.False(stream.Told.IsCompleted);
        stream.Tell(["h1"], "t4");
        Assert.Equal(("h1", "t4"), stream.Take() is { Tags: [var only], Seen: var seen } ? (only, seen) : default);
    }
}
