namespace Evenkeel.Benchmarks.Overhead;

/// <summary>
/// Loads contenders until the server's just-in-time compiler has come to rest. It works beside the requests for many seconds, longer for whoever runs more code, and on a
/// machine of two processors it takes half of them.
/// </summary>
internal static class WarmUp
{
    private const int MostTurns = 15;
    private const int MethodsAtRest = 25;

    public static Task RunAsync(OverheadBed bed, Contender contender, TimeSpan turn) => RunAsync(bed, () => Trial.RunAsync(bed, contender, OverheadPlan.Many, turn));

    public static Task OfQueriesAsync(OverheadBed bed, TimeSpan turn) => RunAsync(bed, () => Queries.WarmUpAsync(bed, turn));

    private static async Task RunAsync(OverheadBed bed, Func<Task> load)
    {
        var (compiled, atRest) = ((await bed.CountAsync()).CompiledMethods, 0);
        for (var turns = 0; turns < MostTurns && atRest < 2; turns++)
        {
            await load();
            var before = compiled;
            compiled = (await bed.CountAsync()).CompiledMethods;
            atRest = compiled - before < MethodsAtRest ? atRest + 1 : 0;
        }
    }
}
