using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>Somebody who needs a value that is not there.</summary>
internal readonly record struct FlightCall
{
    public required string Key { get; init; }

    public required HybridCacheEntryFlags Flags { get; init; }

    /// <summary>The node's sequence when the call began.</summary>
    public required long Arrived { get; init; }

    /// <summary>Whether an entry would do.</summary>
    public required bool ReadsMemory { get; init; }

    /// <summary>Whether a fill that others began would do.</summary>
    public required bool MayJoin { get; init; }
}
