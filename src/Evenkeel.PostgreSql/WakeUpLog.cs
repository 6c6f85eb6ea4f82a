using Microsoft.Extensions.Logging;

namespace Evenkeel.PostgreSql;

/// <summary>Events 2301 to 2319.</summary>
internal static partial class WakeUpLog
{
    [LoggerMessage(EventId = 2301, Level = LogLevel.Warning, Message = "The connection that listens for changes of other instances is lost. They are read as FeedOptions says until it is back; further failures are not reported.")]
    public static partial void ListeningFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Information, Message = "This instance listens for changes of others on the channel {Channel}.")]
    public static partial void Listens(this ILogger logger, string channel);

    [LoggerMessage(EventId = 2303, Level = LogLevel.Warning, Message = "Other instances could not be told of a change; they find it at their next look. Further failures are not reported until one could.")]
    public static partial void TellingFailed(this ILogger logger, Exception error);
}
