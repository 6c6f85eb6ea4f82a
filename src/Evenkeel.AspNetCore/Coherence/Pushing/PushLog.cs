using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence.Pushing;

/// <summary>Events 2161 to 2169.</summary>
internal static partial class PushLog
{
    [LoggerMessage(EventId = 2161, Level = LogLevel.Warning, Message = "Pages that listen could not be told which of their data have changed. They are told that any of it may have.")]
    public static partial void NotPushed(this ILogger logger, Exception error);
}
