using System.Runtime.CompilerServices;
using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Tests.Coherence;

public sealed class TagTableTests
{
    private readonly TagTable _table = new();

    [Fact]
    public void One_invalidation_raises_the_sequence_once_and_stamps_each_name()
    {
        var (one, two, other) = (_table.Of("one"), _table.Of("two"), _table.Of("other"));
        Assert.Equal(1, _table.Invalidate(["one", "two", "one"], 70));
        Assert.Equal((1, 1, 1, 0), (_table.Now, one.Changed, two.Changed, other.Changed));
        Assert.Equal((70, 70, 0), (one.Position, two.Position, other.Position));
    }

    [Fact]
    public void The_position_of_a_tag_never_goes_back()
    {
        var tag = _table.Of("one");
        _table.Invalidate(["one"], 70);
        _table.Invalidate(["one"], 60);
        Assert.Equal((2, 70), (tag.Changed, tag.Position));
    }

    [Fact]
    public void The_wildcard_reaches_what_is_there_and_no_name_is_needed()
    {
        Assert.Same(_table.All, _table.Of("*"));
        _table.InvalidateAll(9);
        Assert.Equal((1, 9), (_table.All.Changed, _table.All.Position));
    }

    [Fact]
    public void A_change_of_a_name_that_nobody_has_held_is_not_forgotten()
    {
        _table.Invalidate(["one"], 70);
        Assert.Equal((1, 70), (_table.Of("one").Changed, _table.Of("one").Position));
    }

    [Fact]
    public void A_name_that_was_forgotten_comes_back_no_older_than_it_was()
    {
        Hold("one");
        _table.Invalidate(["one"], 70);
        Flood(10_000);
        Assert.InRange(_table.Count, 0, 15_000);
        Assert.Equal((1, 70), (_table.Of("one").Changed, _table.Of("one").Position));
    }

    [Fact]
    public void A_name_that_is_held_is_never_forgotten()
    {
        var held = _table.Of("one");
        Flood(10_000);
        _table.Invalidate(["one"]);
        Assert.Equal(_table.Now, held.Changed);
        Assert.Same(held, _table.Of("one"));
    }

    [Fact]
    public void Unlimited_names_take_limited_memory()
    {
        for (var round = 0; round < 5; round++)
        {
            Flood(20_000);
        }

        Assert.InRange(_table.Count, 0, 50_000);
    }

    [Fact]
    public void A_stream_of_changes_of_others_leaves_new_names_unchanged()
    {
        var kept = 0;
        for (var fill = 0; fill < 200; fill++)
        {
            var began = _table.Now;
            for (var change = 0; change < 100; change++)
            {
                _table.Invalidate([$"other {fill} {change}"]);
            }

            kept += _table.Of($"new {fill}").IsUnchangedSince(began) ? 1 : 0;
        }

        // Of 100 changes in 16,384 places, one in 160 fills meets one on average.
        Assert.InRange(kept, 180, 200);
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(0, 2, false)]
    [InlineData(0, 3, false)]
    [InlineData(2, 3, true)]
    public void What_was_read_before_a_change_serves_those_who_came_before_it(long read, long arrived, bool expected)
    {
        var tag = _table.Of("one");
        _table.Invalidate(["other"]);
        _table.Invalidate(["one"]);
        _table.Invalidate(["other"]);
        Assert.Equal(expected, tag.WasUnchangedBetween(read, arrived));
    }

    [Fact]
    public void After_two_changes_it_is_not_known_any_more_who_came_before_the_first()
    {
        var tag = _table.Of("one");
        _table.Invalidate(["other"]);
        _table.Invalidate(["one"]);
        _table.Invalidate(["one"]);
        Assert.False(tag.WasUnchangedBetween(0, 1));
        Assert.True(tag.WasUnchangedBetween(0, 0));
    }

    /// <summary>A reader takes a value, then asks for the tag, while another thread changes the value and then says so, and names are forgotten all the time.</summary>
    [Fact]
    public async Task No_change_is_missed_by_those_who_ask_for_a_tag_while_it_is_made()
    {
        const int Names = 50;
        var values = new long[Names];
        var stop = false;
        var writer = Task.Run(() =>
        {
            var random = new Random(1);
            while (!Volatile.Read(ref stop))
            {
                var name = random.Next(Names);
                Interlocked.Increment(ref values[name]);
                _table.Invalidate([$"name {name}"]);
            }
        });
        var forgetter = Task.Run(() =>
        {
            for (var round = 0; round < 15; round++)
            {
                Flood(2_000, 2_000);
            }
        });

        var random = new Random(2);
        List<(Tag Tag, int Name, long Began, long Value)> reads = [];
        while (!forgetter.IsCompleted)
        {
            reads.Add(Read(random.Next(Names)));
        }

        Volatile.Write(ref stop, true);
        await Task.WhenAll(writer, forgetter);
        reads.AddRange(Enumerable.Range(0, Names).Select(Read));
        Assert.All(reads.Where(read => read.Tag.IsUnchangedSince(read.Began)), read => Assert.Equal(values[read.Name], read.Value));
        Assert.InRange(reads.Count(read => read.Tag.IsUnchangedSince(read.Began)), Names, reads.Count - 1);

        (Tag Tag, int Name, long Began, long Value) Read(int name)
        {
            var began = _table.Now;
            var value = Volatile.Read(ref values[name]);
            return (_table.Of($"name {name}"), name, began, value);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Hold(string name) => _table.Of(name);

    private void Flood(int names, int after = 10_000)
    {
        for (var name = 0; name < names; name++)
        {
            Hold($"flood {name} {Guid.NewGuid()}");
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        for (var name = 0; name < after; name++)
        {
            Hold($"after {name} {Guid.NewGuid()}");
        }
    }
}
