using System.Globalization;

namespace Evenkeel.Benchmarks.Overhead;

/// <summary>One table for each database and number of connections.</summary>
internal static class OverheadTable
{
    private static readonly string[] Columns = ["", "per second", "range", "x hand-written", "p50 ms", "p99 ms", "p99/p50"];

    public static void Write(TextWriter output, Figures figures, Engine engine, int connections, int rounds)
    {
        List<string[]> lines = [Columns];
        lines.AddRange(Contender.All.Where(each => figures.Has(engine, each)).Select(each => Line(figures, engine, each, connections)));
        TextTable.Write(output, $"{engine}, connections: {connections}; median of {rounds}", lines);
    }

    private static string[] Line(Figures figures, Engine engine, Contender contender, int connections)
    {
        var rates = figures.Rates(engine, contender, connections).Values.ToList();
        return
        [
            contender.Label,
            Text(Quantile.Median(rates), "0"),
            $"{Text(rates.Min(), "0")}-{Text(rates.Max(), "0")}",
            figures.Has(engine, contender.Baseline) ? Text(figures.Ratio(engine, contender, contender.Baseline, connections), "0.00") : "",
            Time(load => load.Median.TotalMilliseconds, "0.00"),
            Time(load => load.Percentile99.TotalMilliseconds, "0.00"),
            Time(load => load.Tail, "0.0"),
        ];

        // Queries are under way together: no time is one's own.
        string Time(Func<Load, double> of, string format) => contender.IdHeader is null ? "" : Text(figures.Time(engine, contender, connections, of), format);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
