using System.Diagnostics;

namespace Evenkeel.Benchmarks.Skew;

// bench: Show=3.13

/// <summary>What it costs to keep pages and servers in step, and how soon pages hear of a deployment.</summary>
internal sealed class SkewBenchmark : IBenchmark
{
    public string Name => "skew";

    public async Task<BenchmarkResult> RunAsync(IReadOnlyList<string> options, TextWriter table)
    {
        var plan = SkewPlan.Of(options);
        var clock = Stopwatch.StartNew();
        Dictionary<Engine, IReadOnlyList<HeardActivation>> activations = [];
        foreach (var engine in Enum.GetValues<Engine>())
        {
            Tell($"activations, {engine}");
            activations[engine] = await Activations.RunAsync(plan, engine);
        }

        Tell("version headers");
        var headers = await HeaderCost.RunAsync(plan);
        Tell("idle streams");
        var streams = await IdleStreams.RunAsync(plan);
        Tell("idle tab");
        var requests = await IdleTab.RunAsync(plan);
        Tell("done");

        var figures = new SkewFigures { Activations = activations, Headers = headers, Streams = streams, TabRequests = requests / (plan.Idle / TimeSpan.FromSeconds(30)) };
        SkewTables.Write(table, figures, plan);
        return SkewBars.Judge(figures);

        void Tell(string line) => Console.Error.WriteLine($"[{clock.Elapsed.TotalSeconds,3:0} s] {line}");
    }
}
