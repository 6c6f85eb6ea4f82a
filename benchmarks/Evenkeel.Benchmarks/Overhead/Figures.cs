namespace Evenkeel.Benchmarks.Overhead;

/// <summary>Medians over the rounds.</summary>
internal sealed class Figures(IReadOnlyList<Trial> trials)
{
    public bool Has(Engine engine, Contender contender) => trials.Any(each => each.Engine == engine && each.Contender == contender);

    public IReadOnlyList<Trial> Of(Engine engine, Contender contender, int connections) =>
        [.. trials.Where(each => each.Engine == engine && each.Contender == contender && each.Connections == connections)];

    /// <summary>The median of the contender's rate against the other's in the same round.</summary>
    public double Ratio(Engine engine, Contender contender, Contender other, int connections)
    {
        var rates = Of(engine, other, connections).ToDictionary(each => each.Round, each => each.Load.PerSecond);
        return Median(Of(engine, contender, connections).Select(each => each.Load.PerSecond / rates[each.Round]));
    }

    /// <summary>The median of the 99th percentile of a turn's answer times against its median.</summary>
    public double Tail(Engine engine, Contender contender, int connections) =>
        Median(Of(engine, contender, connections).Select(each => each.Load.Percentile99 / each.Load.Median));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
