namespace Evenkeel.Architecture.Tests.Graphs;

public sealed class CirclesTests
{
    [Fact]
    public void A_line_and_a_diamond_have_none() =>
        Assert.Empty(Circles.Of(Graph("a>b", "b>c", "a>c", "a>d", "d>c")));

    [Fact]
    public void Two_nodes_that_point_at_each_other_are_one() =>
        Assert.Equal([["a", "b"]], Circles.Of(Graph("a>b", "b>a", "b>c")));

    [Fact]
    public void A_long_way_round_is_one() =>
        Assert.Equal([["b", "c", "d"]], Circles.Of(Graph("a>b", "b>c", "c>d", "d>b", "d>e")));

    [Fact]
    public void Separate_circles_are_told_apart() =>
        Assert.Equal(2, Circles.Of(Graph("a>b", "b>a", "b>c", "c>d", "d>c")).Count);

    private static Dictionary<string, IReadOnlySet<string>> Graph(params string[] arrows) => arrows
        .Select(arrow => arrow.Split('>'))
        .GroupBy(ends => ends[0])
        .ToDictionary(group => group.Key, group => (IReadOnlySet<string>)group.Select(ends => ends[1]).ToHashSet());
}
