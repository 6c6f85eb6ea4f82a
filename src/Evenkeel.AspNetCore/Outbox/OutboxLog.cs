using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>Events 1301 to 1399.</summary>
internal static partial class OutboxLog
{
    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "{Method} {Path}, an operation of a flush, failed; its client will send it again.")]
    public static partial void OperationFailed(this ILogger logger, Exception error, string method, string path);
}
