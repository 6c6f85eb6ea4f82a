using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence.Feed;

internal static partial class FeedLog
{
    [LoggerMessage(1, LogLevel.Warning, "The change feed cannot be read. Nothing is served from the cache until it can.")]
    public static partial void Failed(this ILogger log, Exception error);

    [LoggerMessage(2, LogLevel.Warning, "The change feed has gaps, or the database is another one: all that was cached is forgotten.")]
    public static partial void Reset(this ILogger log);
}
