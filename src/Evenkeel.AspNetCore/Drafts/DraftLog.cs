using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>Events 2361 to 2379.</summary>
internal static partial class DraftLog
{
    [LoggerMessage(EventId = 2361, Level = LogLevel.Warning, Message = "The database did not answer a {Method} of a draft; the browser keeps what was typed and sends it again.")]
    public static partial void NotAnswered(this ILogger logger, Exception error, string method);

    [LoggerMessage(EventId = 2362, Level = LogLevel.Debug, Message = "{Count} drafts, and memories of drafts, past their time were removed.")]
    public static partial void Purged(this ILogger logger, int count);
}
