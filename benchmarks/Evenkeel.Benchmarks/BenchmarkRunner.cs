namespace Evenkeel.Benchmarks;

internal static class BenchmarkRunner
{
    /// <summary>Every benchmark that is written in C#. <c>./bench</c> lists these with <c>--names</c>.</summary>
    private static readonly IReadOnlyList<IBenchmark> All = [];

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
            await Console.Error.WriteLineAsync($"Usage: NAME [--check], where NAME is one of: {string.Join(", ", All.Select(each => each.Name))}");
            return 2;
        }

        var result = await benchmark.RunAsync(Console.Out);
        foreach (var miss in result.Misses)
        {
            Console.WriteLine($"below the bar: {miss}");
        }

        Console.WriteLine($"bench {benchmark.Name}: {string.Join(' ', result.Values.Select(each => $"{each.Key}={each.Value}"))}");
        return args.Contains("--check") && result.Misses.Count > 0 ? 1 : 0;
    }
}
