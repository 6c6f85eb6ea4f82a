using Evenkeel.Benchmarks.Cache;
using Evenkeel.Benchmarks.Drafts;
using Evenkeel.Benchmarks.Overhead;
using Evenkeel.Benchmarks.Overload;
using Evenkeel.Benchmarks.Sessions;
using Evenkeel.Benchmarks.Skew;

namespace Evenkeel.Benchmarks;

internal static class BenchmarkRunner
{
    private const string Check = "--check";

    /// <summary>Every benchmark that is written in C#. <c>./bench</c> lists these with <c>--names</c>.</summary>
    private static readonly IReadOnlyList<IBenchmark> All = [new CacheBenchmark(), new DraftBenchmark(), new OverheadBenchmark(), new OverloadBenchmark(), new SessionBenchmark(), new SkewBenchmark()];

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--names"])
        {
            foreach (var each in All)
            {
                Console.WriteLine(each.Name);
            }

            return 0;
        }

        var benchmark = All.FirstOrDefault(each => args.Length > 0 && each.Name == args[0]);
        if (benchmark is null)
        {
            await Console.Error.WriteLineAsync($"Usage: NAME [{Check}], where NAME is one of: {string.Join(", ", All.Select(each => each.Name))}");
            return 2;
        }

        try
        {
            var result = await benchmark.RunAsync([.. args.Skip(1).Where(each => each != Check)], Console.Out);
            return Report(benchmark.Name, result) || !args.Contains(Check) ? 0 : 1;
        }
        catch (Exception error) when (error is ArgumentException or BenchmarkInvalidException)
        {
            await Console.Error.WriteLineAsync($"{benchmark.Name}: {error.Message}");
            return error is ArgumentException ? 2 : 1;
        }
    }

    private static bool Report(string name, BenchmarkResult result)
    {
        foreach (var miss in result.Misses)
        {
            Console.WriteLine($"below the bar: {miss}");
        }

        Console.WriteLine($"bench {name}: {string.Join(' ', result.Values.Select(each => $"{each.Key}={each.Value}"))}");
        return result.Misses.Count == 0;
    }
}
