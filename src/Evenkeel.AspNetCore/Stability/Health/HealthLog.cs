using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>Events 2451 to 2459.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(EventId = 2451, Level = LogLevel.Warning, Message = "This instance is not ready: {Check} failed. {Detail}")]
    public static partial void Failed(this ILogger logger, Exception? error, string check, string? detail);

    [LoggerMessage(EventId = 2452, Level = LogLevel.Warning, Message = "{Check} is degraded; this instance stays ready.")]
    public static partial void Degraded(this ILogger logger, Exception? error, string check);

    [LoggerMessage(EventId = 2453, Level = LogLevel.Information, Message = "This instance is not ready yet: {Check} has not begun. {Detail}")]
    public static partial void Pending(this ILogger logger, string check, string? detail);

    [LoggerMessage(EventId = 2454, Level = LogLevel.Information, Message = "{Check} works again.")]
    public static partial void Recovered(this ILogger logger, string check);

    [LoggerMessage(EventId = 2455, Level = LogLevel.Warning, Message = "Whether a caller may see details of health could not be decided by the policy {Policy}: none were shown.")]
    public static partial void DetailsRefused(this ILogger logger, Exception error, string policy);
}
