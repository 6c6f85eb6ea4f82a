using System.Globalization;
using Evenkeel.Benchmarks.Turns;

namespace Evenkeel.Benchmarks.Skew;

/// <summary>What was measured, for people.</summary>
internal static class SkewTables
{
    public static void Write(TextWriter output, SkewFigures figures, SkewPlan plan)
    {
        TextTable.Write(
            output,
            $"From the call that activates to the event, in ms; {plan.Listeners} streams, {plan.Activations} activations",
            [["", "p50", "p99", "longest", "the call itself"], .. figures.Activations.Select(each => Line(figures, each.Key, each.Value))]);

        TextTable.Write(
            output,
            $"A plain endpoint; median of {figures.Headers.Count}",
            [
                ["", "per second", "range", "x without", "range"],
                Line("with version headers", figures.Headers.Select(each => each.First), figures.Headers),
                Line("without", figures.Headers.Select(each => each.Second), ratios: []),
            ]);

        TextTable.Write(
            output,
            "The server's resident memory, in MiB",
            [["", "streams", "MiB"], ["without streams", "0", Text(figures.Streams.Without)], ["idle streams", Text(plan.IdleStreams), Text(figures.Streams.With)]]);
        output.WriteLine();
    }

    private static string[] Line(SkewFigures figures, Engine engine, IReadOnlyList<HeardActivation> activations) =>
    [
        $"{engine}",
        Text(figures.DelayMs(engine, 0.5)),
        Text(figures.DelayMs(engine, 0.99)),
        Text(figures.DelayMs(engine, 1)),
        Text(Quantile.Median(activations.Select(each => each.Took.TotalMilliseconds))),
    ];

    private static string[] Line(string contender, IEnumerable<double> rates, IEnumerable<TurnRound> ratios)
    {
        var (all, against) = (rates.ToList(), ratios.Select(each => each.Ratio).ToList());
        return
        [
            contender,
            Text(Quantile.Median(all)),
            $"{Text(all.Min())}-{Text(all.Max())}",
            against.Count == 0 ? "" : Ratio(Quantile.Median(against)),
            against.Count == 0 ? "" : $"{Ratio(against.Min())}-{Ratio(against.Max())}",
        ];
    }

    private static string Ratio(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
