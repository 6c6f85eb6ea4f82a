using System.Diagnostics;

namespace Evenkeel.Benchmarks.Overhead;

// bench: Show=2.7

/// <summary>What a command and a query cost with Evenkeel, against the same endpoints written by hand.</summary>
internal sealed class OverheadBenchmark : IBenchmark
{
    public string Name => "overhead";

    public async Task<BenchmarkResult> RunAsync(IReadOnlyList<string> options, TextWriter table)
    {
        var plan = OverheadPlan.Of(options);
        var clock = Stopwatch.StartNew();
        List<Trial> trials = [];
        List<Queries> queries = [];
        foreach (var engine in plan.Engines)
        {
            var measured = await Rounds.RunAsync(plan, engine, line => Console.Error.WriteLine($"[{clock.Elapsed.TotalSeconds,3:0} s] {line}"));
            trials.AddRange(measured.Commands);
            queries.AddRange(measured.Queries);
        }

        var figures = new Figures(trials, queries);
        foreach (var engine in plan.Engines)
        {
            OverheadTable.Write(table, figures, engine, OverheadPlan.Many, plan.Rounds);
            OverheadTable.Write(table, figures, engine, OverheadPlan.One, plan.Rounds);
        }

        await table.WriteLineAsync();
        return Bars.Judge(figures, plan);
    }
}
