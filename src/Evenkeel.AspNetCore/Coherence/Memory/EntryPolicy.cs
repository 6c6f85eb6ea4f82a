using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>What one call asks for, with what it leaves open filled in.</summary>
internal readonly record struct EntryPolicy(TimeSpan Expiration, TimeSpan LocalExpiration, HybridCacheEntryFlags Flags)
{
    public bool ReadsMemory => (Flags & HybridCacheEntryFlags.DisableLocalCacheRead) == 0;

    public bool WritesMemory => (Flags & HybridCacheEntryFlags.DisableLocalCacheWrite) == 0 && LocalExpiration > TimeSpan.Zero;

    public bool ReadsDistributed => (Flags & HybridCacheEntryFlags.DisableDistributedCacheRead) == 0;

    public bool WritesDistributed => (Flags & HybridCacheEntryFlags.DisableDistributedCacheWrite) == 0 && Expiration > TimeSpan.Zero;

    public bool Computes => (Flags & HybridCacheEntryFlags.DisableUnderlyingData) == 0;

    public static EntryPolicy Of(HybridCacheEntryOptions? call, CacheOptions options)
    {
        // A call that sets the one leaves the other to it: the setting for all must not make it shorter or longer than asked.
        var expiration = call?.Expiration ?? options.Expiration;
        var local = call?.LocalCacheExpiration ?? (call?.Expiration is null ? options.LocalCacheExpiration : null) ?? expiration;
        return new EntryPolicy(expiration, local < expiration ? local : expiration, call?.Flags ?? HybridCacheEntryFlags.None);
    }

    /// <param name="now">By <see cref="CoarseClock"/>.</param>
    /// <param name="share">After which part it is refreshed; 0: never.</param>
    /// <param name="most">No longer than this.</param>
    public EntryTimes Times(long now, double share, TimeSpan most)
    {
        var lasts = LocalExpiration < most ? LocalExpiration : most;
        return new EntryTimes(share > 0 ? CoarseClock.After(now, share * lasts) : long.MaxValue, CoarseClock.After(now, lasts));
    }
}
