using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Stability.Deadlines;

/// <summary>Events 2481 and 2482.</summary>
internal static partial class DeadlineLog
{
    [LoggerMessage(EventId = 2481, Level = LogLevel.Warning, Message = "{Action} took longer than {Seconds} s, was answered 504, and goes on: it does not heed its cancellation token.")]
    public static partial void Outlived(this ILogger logger, string action, double seconds);

    [LoggerMessage(EventId = 2482, Level = LogLevel.Information, Message = "{Action}, which had been answered 504, has ended without effect.")]
    public static partial void EndedBadly(this ILogger logger, Exception error, string action);
}
