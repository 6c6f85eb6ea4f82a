using System.Globalization;

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
                ["", "per second", "range", "x without", "server CPU µs"],
                Line("with version headers", figures.Headers.Select(each => each.Stamped), figures.HeaderRatio.ToString("0.000", CultureInfo.InvariantCulture)),
                Line("without", figures.Headers.Select(each => each.Plain), ""),
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

    private static string[] Line(string contender, IEnumerable<HeaderRate> rates, string ratio)
    {
        var perSecond = rates.Select(each => each.PerSecond).ToList();
        var cpu = Quantile.Median(rates.Select(each => each.CpuMicroseconds));
        return [contender, Text(Quantile.Median(perSecond)), $"{Text(perSecond.Min())}-{Text(perSecond.Max())}", ratio, cpu.ToString("0.0", CultureInfo.InvariantCulture)];
    }

    private static string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
