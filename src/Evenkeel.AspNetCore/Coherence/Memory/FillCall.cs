using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>How a value is computed, and how it is to be kept.</summary>
internal sealed record FillCall<TState, T>
{
    public required TState State { get; init; }

    public required Func<TState, CancellationToken, ValueTask<T>> Factory { get; init; }

    public required EntryPolicy Policy { get; init; }

    /// <summary>The tags that the call names.</summary>
    public required Tag[] Tags { get; init; }
}
