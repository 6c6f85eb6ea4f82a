using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Stability.Shutdown;

/// <summary>Event 2461.</summary>
internal static partial class ShutdownLog
{
    [LoggerMessage(EventId = 2461, Level = LogLevel.Information, Message = "This instance was told to stop. It says so for {Seconds} s and takes requests meanwhile; what still runs {Limit} s from now is aborted.")]
    public static partial void Announces(this ILogger logger, double seconds, double limit);
}
