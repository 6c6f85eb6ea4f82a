using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence.Probing;

/// <summary>Events 2151 to 2159.</summary>
internal static partial class ProbeLog
{
    [LoggerMessage(EventId = 2151, Level = LogLevel.Error, Message = "A stale read: this instance's cache gave {Found} for the probe of instance {Node}, after {Promised} had been promised.")]
    public static partial void Stale(this ILogger logger, string node, long found, long promised);

    [LoggerMessage(EventId = 2152, Level = LogLevel.Information, Message = "The probe of the cache could not reach the database; it goes on trying, and further failures are not reported until it could.")]
    public static partial void Failed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 2153, Level = LogLevel.Warning, Message = "The probe of the cache does not run: it needs UseStore, UseCache and version 4 of the tables (modelBuilder.AddEvenkeel(schema: 4)).")]
    public static partial void NotPossible(this ILogger logger);
}
