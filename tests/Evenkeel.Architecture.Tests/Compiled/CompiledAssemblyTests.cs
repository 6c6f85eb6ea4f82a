namespace Evenkeel.Architecture.Tests.Compiled;

public sealed class CompiledAssemblyTests
{
    private const string Fixtures = "Evenkeel.Architecture.Tests.Fixtures";

    [Fact]
    public void A_circle_that_exists_only_in_code_is_found()
    {
        var circle = Assert.Single(Circles("Ring"));
        Assert.Contains($"{Fixtures}.Ring.Left -> {Fixtures}.Ring.Right  (Caller uses Answerer)", circle, StringComparison.Ordinal);
        Assert.Contains($"{Fixtures}.Ring.Right -> {Fixtures}.Ring.Left  (Answerer uses Caller)", circle, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_is_no_circle() => Assert.Empty(Circles("Line"));

    private static IReadOnlyList<string> Circles(string fixture)
    {
        using var assembly = new CompiledAssembly(typeof(CompiledAssemblyTests).Assembly.Location);
        var graph = assembly.Namespaces($"{Fixtures}.{fixture}");
        Assert.NotEmpty(graph.Arrows);
        return graph.DescribeCircles();
    }
}
