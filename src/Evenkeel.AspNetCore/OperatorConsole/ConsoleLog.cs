using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary>Events 2471 and 2472.</summary>
internal static partial class ConsoleLog
{
    [LoggerMessage(EventId = 2471, Level = LogLevel.Information, Message = "At the console {Operator} has done this: {Action} {Target}")]
    public static partial void Ordered(this ILogger logger, string action, string target, string @operator);

    [LoggerMessage(EventId = 2472, Level = LogLevel.Warning, Message = "What the database holds could not be counted for the console.")]
    public static partial void NotCounted(this ILogger logger, Exception error);
}
