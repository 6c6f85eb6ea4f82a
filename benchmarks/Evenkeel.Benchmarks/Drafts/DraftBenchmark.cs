using System.Diagnostics;

namespace Evenkeel.Benchmarks.Drafts;

// bench: Show=5.10

/// <summary>What saving a draft costs the server, against an upsert written by hand.</summary>
internal sealed class DraftBenchmark : IBenchmark
{
    public string Name => "drafts";

    public async Task<BenchmarkResult> RunAsync(IReadOnlyList<string> options, TextWriter table)
    {
        var plan = DraftPlan.Of(options);
        var clock = Stopwatch.StartNew();
        List<SaveRound> rounds = [];
        foreach (var engine in plan.Engines)
        {
            rounds.AddRange(await SaveCost.RunAsync(plan, engine, line => Console.Error.WriteLine($"[{clock.Elapsed.TotalSeconds,3:0} s] {line}")));
        }

        var figures = new DraftFigures(rounds);
        figures.Write(table);
        return figures.Judge();
    }
}
