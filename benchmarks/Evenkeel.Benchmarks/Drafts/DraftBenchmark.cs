using System.Diagnostics;

namespace Evenkeel.Benchmarks.Drafts;

// bench: Show=5.10

/// <summary>What saving a draft costs the server, against an upsert written by hand, and what keeping it costs who types.</summary>
internal sealed class DraftBenchmark : IBenchmark
{
    public string Name => "drafts";

    public async Task<BenchmarkResult> RunAsync(IReadOnlyList<string> options, TextWriter table)
    {
        var plan = DraftPlan.Of(options);
        var clock = Stopwatch.StartNew();
        // What has to react within milliseconds comes first, while nothing else runs.
        Tell($"typing, {plan.KeyPresses} keys without drafts and as many with them");
        var typing = await Typing.RunAsync(plan, table);
        List<SaveRound> rounds = [];
        foreach (var engine in plan.Engines)
        {
            rounds.AddRange(await SaveCost.RunAsync(plan, engine, Tell));
        }

        var figures = new DraftFigures(rounds, typing);
        figures.Write(table);
        return figures.Judge();

        void Tell(string line) => Console.Error.WriteLine($"[{clock.Elapsed.TotalSeconds,3:0} s] {line}");
    }
}
