using System.Diagnostics;
using System.Globalization;

namespace Evenkeel.Benchmarks.Overload;

/// <summary>What becomes of a server that more is asked of than it can do, with admission and without.</summary>
internal sealed class OverloadBenchmark : IBenchmark
{
    public string Name => "load";

    public async Task<BenchmarkResult> RunAsync(IReadOnlyList<string> options, TextWriter table)
    {
        var plan = OverloadPlan.Of(options);
        var clock = Stopwatch.StartNew();
        var bare = await MeasureAsync("bare");
        var keel = await MeasureAsync("keel");
        TextTable.Write(table, "Requests of some 5 ms of a processor; whoever has waited for 1 s has gone; p99 from 2 s after each change", [Head(), .. Lines(bare.Figures), .. Lines(keel.Figures)]);
        await table.WriteLineAsync();
        return new BenchmarkResult { Values = OverloadBars.ValuesOf(keel.Figures, bare.Figures, keel.Plain), Misses = OverloadBars.MissesOf(keel.Figures, keel.Plain) };

        async Task<(OverloadFigures Figures, double Plain)> MeasureAsync(string contender)
        {
            await using var run = new OverloadRun(plan, contender, line => Console.Error.WriteLine($"[{clock.Elapsed.TotalSeconds,3:0} s] {line}"));
            return (await run.RunAsync(), contender == "keel" ? await run.PlainAsync() : 1);
        }
    }

    private static string[] Head() => ["", "wanted/s", "served/s", "of peak", "refused/s", "lost/s", "p99 ms"];

    private static IEnumerable<string[]> Lines(OverloadFigures figures) =>
    [
        Line(figures, "80 %", figures.Usual.Crowd),
        Line(figures, "twice", figures.Twice.Crowd),
        Line(figures, "ten times", figures.Ten.Crowd),
        Line(figures, "80 % again", figures.After),
        Line(figures, "50 %", figures.Quiet),
        Line(figures, "50 %, and one user's flood", figures.Beside),
    ];

    private static string[] Line(OverloadFigures figures, string name, CrowdResult crowd) =>
        [$"{figures.Contender}: {name}", Text(crowd.PerSecond), Text(crowd.Goodput), (crowd.Goodput / figures.Peak).ToString("0.00", CultureInfo.InvariantCulture), Text(crowd.Refused / crowd.Seconds), Text(crowd.Lost / crowd.Seconds), Text(crowd.Percentile99)];

    private static string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
