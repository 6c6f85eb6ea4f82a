using System.Globalization;

namespace Evenkeel.Benchmarks.Drafts;

/// <summary>What was measured, for people and for the bars.</summary>
internal sealed class DraftFigures(IReadOnlyList<SaveRound> rounds, Typing typing)
{
    private const double SaveRatio = 1.2;
    private const double KeyMs = 4;

    /// <summary>The worse of one connection and many.</summary>
    public double SaveCostOn(Engine engine) => rounds.Where(each => each.Engine == engine).GroupBy(each => each.Connections).Max(group => Quantile.Median(group.Select(each => each.Ratio)));

    public void Write(TextWriter output)
    {
        List<string[]> lines = [["", "drafts/s", "plain/s", "x plain", "range"]];
        foreach (var group in rounds.GroupBy(each => (each.Engine, each.Connections)))
        {
            lines.Add(
            [
                $"{group.Key.Engine}, connections: {group.Key.Connections}",
                Text(Quantile.Median(group.Select(each => each.Draft)), "0"),
                Text(Quantile.Median(group.Select(each => each.Plain)), "0"),
                Text(Quantile.Median(group.Select(each => each.Ratio)), "0.00"),
                $"{Text(group.Min(each => each.Ratio), "0.00")}-{Text(group.Max(each => each.Ratio), "0.00")}",
            ]);
        }

        TextTable.Write(output, "Saves of 1 KB over HTTP, and what one costs in plain upserts", lines);
        output.WriteLine();
    }

    public BenchmarkResult Judge()
    {
        var costs = rounds.Select(each => each.Engine).Distinct().Select(engine => (Engine: engine, Cost: SaveCostOn(engine))).ToList();
        return new BenchmarkResult
        {
            Values = [.. costs.Select(each => ($"save{each.Engine}", Text(each.Cost, "0.00"))), ("typingP95Ms", Text(typing.P95Ms, "0.00"))],
            Misses =
            [
                .. costs.Where(each => each.Cost > SaveRatio).Select(each => $"on {each.Engine} a draft's save costs {Text(each.Cost, "0.00")} plain upserts; the bar is {Text(SaveRatio, "0.00")}"),
                .. typing.P95Ms < KeyMs ? Array.Empty<string>() : [$"a key runs {Text(typing.P95Ms, "0.00")} ms of script at the 95th percentile; the bar is below {Text(KeyMs, "0.00")}"],
            ],
        };
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
