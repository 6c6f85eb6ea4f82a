using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence;

/// <summary>Events 2101 to 2149.</summary>
internal static partial class CacheLog
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "An entry of the distributed cache could not be used ({Reason}) and counts as none. Others like it are not reported.")]
    public static partial void EntryRefused(this ILogger logger, string reason, Exception? error);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "The distributed cache does not answer; calls go on without it. It is tried again each time, and further failures are not reported until it has answered.")]
    public static partial void DistributedFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Information, Message = "A value of {Bytes} bytes is larger than the {Limit} that the cache keeps (CacheOptions.MaximumPayloadBytes). Others like it are not reported.")]
    public static partial void TooLarge(this ILogger logger, long bytes, long limit);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Information, Message = "A key of {Length} characters goes past the cache (CacheOptions.MaximumKeyLength, and at least 1). Others like it are not reported.")]
    public static partial void KeyRefused(this ILogger logger, int length);

    [LoggerMessage(EventId = 2105, Level = LogLevel.Warning, Message = "A cached value could not be computed anew in the background. It is served until it expires.")]
    public static partial void RefreshFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 2106, Level = LogLevel.Warning, Message = "The answer of the cached query {Route} cannot be kept: {Reason}. Its handler runs once more for each who asks. Others of this route are not reported.")]
    public static partial void NotKept(this ILogger logger, string route, string reason);

    [LoggerMessage(EventId = 2107, Level = LogLevel.Error, Message = "What the cached query {Route} left to be done after its answer failed.")]
    public static partial void FillCleanUpFailed(this ILogger logger, Exception error, string route);
}
