using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Events 1001 to 1099.</summary>
internal static partial class ActionLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "{Action} could not write: the database did not let its transaction begin in time.")]
    public static partial void WriteNotAccepted(this ILogger logger, Exception error, string action);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "The commit of {Action}, operation {OperationId}, failed; a repeat of the operation will tell whether it took effect.")]
    public static partial void CommitFailed(this ILogger logger, Exception error, string action, Guid operationId);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "The answer of {Action}, operation {OperationId}, was given but could not be stored; a repeat will be told that its outcome is not known.")]
    public static partial void AnswerNotStored(this ILogger logger, Exception error, string action, Guid operationId);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Error, Message = "{Action} was rolled back: it wrote to its database outside of its operation.")]
    public static partial void WroteOutside(this ILogger logger, Exception error, string action);
}
