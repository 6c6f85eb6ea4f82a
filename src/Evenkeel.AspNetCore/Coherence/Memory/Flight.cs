using System.Diagnostics.CodeAnalysis;
using Evenkeel.AspNetCore.Coherence.Fills;
using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>A fill in progress, and those who wait for it.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A source without a timer or a link holds nothing, and a factory may look at its token after the end.")]
internal abstract class Flight(string key, Fill fill, HybridCacheEntryFlags flags)
{
    private readonly CancellationTokenSource _cancellation = new();

    public string Key => key;

    public Fill Fill => fill;

    public HybridCacheEntryFlags Flags => flags;

    /// <summary>How many wait. The shelf's.</summary>
    public int Waiters { get; set; }

    /// <summary>Ends when nobody waits any more.</summary>
    public CancellationToken Cancelled => _cancellation.Token;

    public abstract bool IsDone { get; }

    public void Cancel() => _cancellation.Cancel();
}
