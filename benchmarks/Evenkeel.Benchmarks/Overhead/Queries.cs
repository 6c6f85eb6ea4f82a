using Evenkeel.Benchmarks.Turns;

namespace Evenkeel.Benchmarks.Overhead;

/// <summary>
/// MapGet and MapQuery in turns of a tenth of a second. They do nearly the same: what differs between two loads of seconds is the thread pool's mood, and how long SQLite's threads spin for each other's locks.
/// </summary>
internal sealed record Queries
{
    public required Engine Engine { get; init; }

    public required int Connections { get; init; }

    public required int Round { get; init; }

    public required TurnRound Turns { get; init; }

    // Answers that are under way at a turn's end are counted in the next: it is so long that they are few.
    private const string TurnMs = "100";

    // From request to request: of code that both share, the compiler makes what suits those whom it sees first.
    private const string WarmUpMs = "0";

    public static Task<TurnRound> WarmUpAsync(OverheadBed bed, TimeSpan duration) => RunAsync(bed, OverheadPlan.Many, duration, WarmUpMs);

    /// <exception cref="BenchmarkInvalidException">Answers and effects do not agree.</exception>
    public static Task<TurnRound> RunAsync(OverheadBed bed, int connections, TimeSpan duration) => RunAsync(bed, connections, duration, TurnMs);

    private static async Task<TurnRound> RunAsync(OverheadBed bed, int connections, TimeSpan duration, string turnMs)
    {
        var (query, get) = (Contender.KeelQuery, Contender.PlainQuery);
        var before = await bed.CountAsync();
        var load = await LoadGenerator.RunAsync(bed.Address, $"{query.Label} and {get.Label}", ["Overhead/queries.lua", query.Path, get.Path, turnMs], connections, duration);
        var effects = await bed.CountAsync() - before;
        if (!effects.IsEffectOf(query, load.Requests, unheard: connections))
        {
            throw new BenchmarkInvalidException($"{query.Label} or {get.Label}: {load.Requests} answers left {effects}.\n{bed.Output}");
        }

        return load.Bytes >= load.Requests * Trial.LeastBytesOfARow ? TurnRound.Of(load)
            : throw new BenchmarkInvalidException($"{query.Label} and {get.Label}: {load.Requests} answers had {load.Bytes} bytes, too few for a row each.");
    }
}
