using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence.Tokens;

/// <summary>Events 2171 to 2179.</summary>
internal static partial class TokenLog
{
    [LoggerMessage(EventId = 2171, Level = LogLevel.Warning, Message = "Whether this node is behind what a client has seen could not be found out. The call reads past the cache.")]
    public static partial void NotCaughtUp(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 2172, Level = LogLevel.Warning, Message = "How far a client has seen the data by an answer, or what it depends on, could not be found out. The answer does not say so.")]
    public static partial void NotTold(this ILogger logger, Exception error);
}
