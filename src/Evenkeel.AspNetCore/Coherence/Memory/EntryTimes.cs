namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>When a value is computed anew in the background, and when it ends, in <see cref="CoarseClock"/>'s milliseconds.</summary>
internal readonly record struct EntryTimes(long RefreshAt, long ExpiresAt);
