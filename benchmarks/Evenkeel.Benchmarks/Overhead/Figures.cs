namespace Evenkeel.Benchmarks.Overhead;

/// <summary>Medians: of rates over the rounds, of answer times over the turns.</summary>
internal sealed class Figures(IReadOnlyList<Trial> trials, IReadOnlyList<Queries> queries)
{
    public bool Has(Engine engine, Contender contender) =>
        contender.IdHeader is null ? queries.Any(each => each.Engine == engine) : trials.Any(each => each.Engine == engine && each.Contender == contender);

    /// <summary>The answers per second of each round.</summary>
    public IReadOnlyDictionary<int, double> Rates(Engine engine, Contender contender, int connections) => contender.IdHeader is null
        ? queries.Where(each => each.Engine == engine && each.Connections == connections)
            .ToDictionary(each => each.Round, each => contender == Contender.KeelQuery ? each.Turns.First : each.Turns.Second)
        : Of(engine, contender, connections)
            .GroupBy(each => each.Round)
            .ToDictionary(round => round.Key, round => round.Sum(each => each.Load.Requests) / round.Sum(each => each.Load.Duration.TotalSeconds));

    /// <summary>The median of the contender's rate against the other's in the same round.</summary>
    public double Ratio(Engine engine, Contender contender, Contender other, int connections)
    {
        var others = Rates(engine, other, connections);
        return Quantile.Median(Rates(engine, contender, connections).Select(each => each.Value / others[each.Key]));
    }

    /// <summary>The median of what <paramref name="of"/> says of each turn of a command.</summary>
    public double Time(Engine engine, Contender contender, int connections, Func<Load, double> of) =>
        Quantile.Median(Of(engine, contender, connections).Select(each => of(each.Load)));

    private IEnumerable<Trial> Of(Engine engine, Contender contender, int connections) =>
        trials.Where(each => each.Engine == engine && each.Contender == contender && each.Connections == connections);
}
