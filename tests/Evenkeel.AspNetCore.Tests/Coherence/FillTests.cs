using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Tests.Coherence;

public sealed class FillTests
{
    private readonly TagTable _table = new();

    [Fact]
    public void Without_a_context_it_began_when_it_began()
    {
        _table.Invalidate(["clients"]);
        var fill = new Fill(_table);
        fill.DependOn(_table.Of("clients"));
        Assert.True(fill.IsCurrent());
        _table.Invalidate(["clients"]);
        Assert.False(fill.IsCurrent());
    }

    [Fact]
    public void A_context_that_was_used_before_the_fill_makes_it_as_old_as_that_use()
    {
        var contextBegan = _table.Now;
        _table.Invalidate(["clients"]);
        var fill = new Fill(_table);
        fill.DependOn(_table.Of("clients"));
        fill.Began(contextBegan);
        Assert.False(fill.IsCurrent());
    }

    [Fact]
    public void Of_several_contexts_the_earliest_counts()
    {
        var earlier = _table.Now;
        _table.Invalidate(["clients"]);
        var fill = new Fill(_table);
        fill.DependOn(_table.Of("clients"));
        fill.Began(_table.Now);
        Assert.True(fill.IsCurrent());
        fill.Began(earlier);
        fill.Began(_table.Now);
        Assert.False(fill.IsCurrent());
    }

    [Fact]
    public void A_context_that_is_used_later_makes_what_it_reads_as_young_as_that_use_and_nothing_else()
    {
        var fill = new Fill(_table);
        var (inDatabase, elsewhere) = (_table.Of("clients"), _table.Of("elsewhere"));
        _table.Invalidate(["clients"]);
        fill.Began(_table.Now);
        fill.DependOn(inDatabase);
        Assert.True(fill.IsCurrent());
        fill.DependOn(elsewhere, fill.Started);
        Assert.True(fill.IsCurrent());
        fill.DependOn(inDatabase, fill.Started);
        Assert.False(fill.IsCurrent());
    }

    [Fact]
    public void It_depends_on_everything_being_forgotten()
    {
        var fill = new Fill(_table);
        Assert.True(fill.IsCurrent());
        _table.InvalidateAll();
        Assert.False(fill.IsCurrent());
    }

    [Fact]
    public void What_cannot_be_followed_serves_only_those_who_came_before_anything_changed()
    {
        var fill = new Fill(_table);
        fill.CannotBeKept();
        Assert.True(fill.Serves(fill.Started));
        _table.Invalidate(["anything"]);
        Assert.False(fill.Serves(_table.Now));
        Assert.False(fill.MayBeKept);
    }

    [Fact]
    public async Task Reads_are_noted_from_any_thread_and_once()
    {
        var fill = new Fill(_table);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var tag = 0; tag < 500; tag++)
            {
                fill.DependOn(_table.Of($"tag {tag}"));
            }
        })));
        Assert.Equal(500, fill.Tags.Length);
    }

    [Fact]
    public void A_fill_that_uses_another_has_its_dependencies_and_its_age()
    {
        var inner = new Fill(_table);
        inner.DependOn(_table.Of("clients"));
        _table.Invalidate(["clients"]);
        var outer = new Fill(_table);
        outer.DependOn(inner);
        Assert.False(outer.IsCurrent());
        inner.CannotBeKept();
        outer.DependOn(inner);
        Assert.False(outer.MayBeKept);
    }

    [Fact]
    public async Task It_is_ambient_in_its_own_flow_only()
    {
        var fill = new Fill(_table);
        await Task.Run(async () =>
        {
            Fill.Current = fill;
            await Task.Yield();
            Assert.Same(fill, Fill.Current);
            Assert.True(Fill.IsWithin(fill));
        });
        Assert.Null(Fill.Current);
        Assert.False(Fill.IsWithin(fill));
    }
}
