using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Skew;

/// <summary>Events 1601 to 1699.</summary>
internal static partial class SkewLog
{
    [LoggerMessage(EventId = 1601, Level = LogLevel.Error, Message = "The upgrade of '{Action}' from the contract {From} failed; its operation is refused.")]
    public static partial void UpgradeFailed(this ILogger logger, Exception error, string action, string from);
}
