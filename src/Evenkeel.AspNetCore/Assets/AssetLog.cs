using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>Events 1901 to 1999.</summary>
internal static partial class AssetLog
{
    [LoggerMessage(EventId = 1901, Level = LogLevel.Information, Message = "The {Files} files of build {Build} are published.")]
    public static partial void Published(this ILogger logger, string build, int files);

    [LoggerMessage(EventId = 1902, Level = LogLevel.Warning, Message = "The web root has no evenkeel.json, which the Vite plugin writes: the files of this release are not kept for pages of it.")]
    public static partial void NoManifest(this ILogger logger);

    [LoggerMessage(EventId = 1903, Level = LogLevel.Information, Message = "Build {Build} is retired: it last ran at {LastRan}.")]
    public static partial void Retired(this ILogger logger, string build, DateTimeOffset lastRan);

    [LoggerMessage(EventId = 1904, Level = LogLevel.Warning, Message = "The store of assets could not be looked after; it is tried again at the next turn.")]
    public static partial void TurnFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 1905, Level = LogLevel.Warning, Message = "The store of assets could not be read for {Path}.")]
    public static partial void StoreUnreachable(this ILogger logger, Exception error, string path);

    [LoggerMessage(EventId = 1906, Level = LogLevel.Warning, Message = "{File} in the store of assets cannot be read and counts as absent.")]
    public static partial void ManifestUnreadable(this ILogger logger, Exception error, string file);

    [LoggerMessage(EventId = 1907, Level = LogLevel.Warning, Message = "{File} in the store of assets could not be marked as still in use.")]
    public static partial void NotTouched(this ILogger logger, Exception error, string file);
}
