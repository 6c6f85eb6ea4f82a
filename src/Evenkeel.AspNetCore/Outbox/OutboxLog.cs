using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>Events 1301 to 1399.</summary>
internal static partial class OutboxLog
{
    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "{Method} {Path}, an operation of a flush, failed; its client will send it again.")]
    public static partial void OperationFailed(this ILogger logger, Exception error, string method, string path);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Error, Message = "Cleaning up after {Method} {Path}, an operation of a flush, failed; its answer stands.")]
    public static partial void CleanUpFailed(this ILogger logger, Exception error, string method, string path);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Warning, Message = "{Method} {Path}, an operation of a flush, was answered {Status} by something before its command; its client will send it again.")]
    public static partial void CommandNotReached(this ILogger logger, string method, string path, int status);
}
