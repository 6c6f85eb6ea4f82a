using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>Events 2304 to 2349.</summary>
internal static partial class SessionLog
{
    [LoggerMessage(EventId = 2305, Level = LogLevel.Warning, Message = "Whether the session of {Method} {Path} is valid cannot be told: the request is answered 503, and its cookie left alone.")]
    public static partial void Unknown(this ILogger logger, Exception error, string method, string path);

    [LoggerMessage(EventId = 2306, Level = LogLevel.Warning, Message = "A session could not be renewed; its request is not affected.")]
    public static partial void RenewalFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 2307, Level = LogLevel.Warning, Message = "An expired session could not be ended in the database; the purge removes it.")]
    public static partial void EndFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 2304, Level = LogLevel.Debug, Message = "{Count} sessions that had ended were removed.")]
    public static partial void Purged(this ILogger logger, int count);

    [LoggerMessage(EventId = 2311, Level = LogLevel.Error, Message = "This instance is not ready: {Reason}")]
    public static partial void NotReady(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2312, Level = LogLevel.Warning, Message = "The keys of sessions could not be read; it is tried again.")]
    public static partial void KeysFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 2313, Level = LogLevel.Information, Message = "Made the Data Protection key {Key}, which holds from {Activation} to {Expiration}.")]
    public static partial void KeyMade(this ILogger logger, Guid key, DateTimeOffset activation, DateTimeOffset expiration);

    [LoggerMessage(EventId = 2314, Level = LogLevel.Critical, Message = "The Data Protection keys are gone from the database. This instance goes on with those that it has in memory; new instances cannot become ready. Restore evenkeel_protection_key from a backup.")]
    public static partial void KeysGone(this ILogger logger);

    [LoggerMessage(EventId = 2315, Level = LogLevel.Warning, Message = "This instance became ready without the keys of the others, because UnsafeStartWithoutOldKeys says so. Sessions of other keys end.")]
    public static partial void StartedWithoutOldKeys(this ILogger logger);

    [LoggerMessage(EventId = 2316, Level = LogLevel.Warning, Message = "A Data Protection key cannot be used; what it protects cannot be read.")]
    public static partial void KeyUnusable(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 2317, Level = LogLevel.Information, Message = "This instance reads what the others protect, and is ready.")]
    public static partial void Ready(this ILogger logger);
}
