using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Purging;

/// <summary>Events 1101 to 1199.</summary>
internal static partial class PurgeLog
{
    [LoggerMessage(EventId = 1101, Level = LogLevel.Debug, Message = "{Count} operations past their retention were removed from the ledger.")]
    public static partial void Purged(this ILogger logger, int count);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "The ledger could not be purged; it is tried again at the next turn.")]
    public static partial void PurgeFailed(this ILogger logger, Exception error);
}
