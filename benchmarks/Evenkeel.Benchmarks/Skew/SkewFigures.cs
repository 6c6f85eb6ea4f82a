using Evenkeel.Benchmarks.Turns;

namespace Evenkeel.Benchmarks.Skew;

/// <summary>What was measured.</summary>
internal sealed record SkewFigures
{
    public required IReadOnlyDictionary<Engine, IReadOnlyList<HeardActivation>> Activations { get; init; }

    public required IReadOnlyList<TurnRound> Headers { get; init; }

    /// <summary>Resident memory in MiB.</summary>
    public required (double Without, double With) Streams { get; init; }

    /// <summary>Requests of an idle tab in 30 s.</summary>
    public required double TabRequests { get; init; }

    /// <summary>At the slower database.</summary>
    public double ActivationP99Ms => Activations.Keys.Max(engine => DelayMs(engine, 0.99));

    public double HeaderRatio => Quantile.Median(Headers.Select(each => each.Ratio));

    public double StreamsMiB => Streams.With - Streams.Without;

    /// <summary>Over all streams and activations.</summary>
    public double DelayMs(Engine engine, double part) => Quantile.Of(Activations[engine].SelectMany(each => each.Delays).Select(each => each.TotalMilliseconds), part);
}
