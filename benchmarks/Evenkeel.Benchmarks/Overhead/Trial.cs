namespace Evenkeel.Benchmarks.Overhead;

/// <summary>One command's turn. It may have several in a round.</summary>
internal sealed record Trial
{
    /// <summary>The row itself: an answer without it is shorter.</summary>
    public const int LeastBytesOfARow = 1_024;

    public required Engine Engine { get; init; }

    public required Contender Contender { get; init; }

    public required int Connections { get; init; }

    public required int Round { get; init; }

    public required Load Load { get; init; }

    /// <exception cref="BenchmarkInvalidException">Answers and effects do not agree.</exception>
    public static async Task<Load> RunAsync(OverheadBed bed, Contender contender, int connections, TimeSpan duration)
    {
        var before = await bed.CountAsync();
        var load = await LoadGenerator.RunAsync(bed.AddressOf(contender), contender.Label, contender.Script, connections, duration);
        var effects = await bed.CountAsync() - before;
        if (!effects.IsEffectOf(contender, load.Requests, unheard: connections))
        {
            throw new BenchmarkInvalidException($"{contender.Label}: {load.Requests} answers left {effects}.\n{bed.Output}");
        }

        return load;
    }
}
