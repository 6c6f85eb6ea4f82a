using Evenkeel.Benchmarks.Turns;

namespace Evenkeel.Benchmarks.Skew;

/// <summary>
/// What the version headers cost a plain endpoint: one process, one endpoint, requests of the same length. The header of one contender is the page's build, so that the server reads it and
/// stamps the answer; that of the other is read by nobody, and its answer is not stamped.
/// </summary>
internal static class HeaderCost
{
    public const string Stamped = "Evenkeel-Deployment";

    private const string Unread = "X-Ignored-Page-Name";
    private const string Page = "p1";
    private const int Connections = 32;
    private const int MostWarmUps = 15;
    private const int MethodsAtRest = 25;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<TurnRound>> RunAsync(SkewPlan plan)
    {
        await using var bed = await SkewBed.StartAsync(Engine.Sqlite);
        var instance = await bed.StartAsync("b1");
        if (await instance.StampAsync(Stamped, Page) is null || await instance.StampAsync(Unread, Page) is not null)
        {
            throw new BenchmarkInvalidException($"'{Stamped}' must be on answers to those who send it, and on no others.");
        }

        await WarmUpAsync(instance);
        List<TurnRound> rounds = [];
        for (var round = 0; round < plan.HeaderRounds; round++)
        {
            rounds.Add(TurnRound.Of(await LoadAsync(instance, Round)));
        }

        return rounds;
    }

    private static async Task WarmUpAsync(SkewInstance instance)
    {
        var (compiled, atRest) = (await instance.CompiledAsync(), 0);
        for (var turns = 0; turns < MostWarmUps && atRest < 2; turns++)
        {
            await LoadAsync(instance, WarmUp);
            var before = compiled;
            compiled = await instance.CompiledAsync();
            atRest = compiled - before < MethodsAtRest ? atRest + 1 : 0;
        }
    }

    private static Task<Load> LoadAsync(SkewInstance instance, TimeSpan duration) =>
        LoadGenerator.RunAsync(instance.Text, "a plain endpoint", ["Skew/skew.lua", Stamped, Unread, Page], Connections, duration);
}
