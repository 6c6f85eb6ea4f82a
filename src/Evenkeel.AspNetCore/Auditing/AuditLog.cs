using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Auditing;

/// <summary>Events 2201 to 2219.</summary>
internal static partial class AuditLog
{
    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "{Finding}")]
    public static partial void Found(this ILogger logger, string finding);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Information, Message = "{Count} routes are neither queries nor commands. RouteAudit, in Evenkeel.Testing, lists them.")]
    public static partial void WithoutPolicy(this ILogger logger, int count);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Warning, Message = "{Count} routes that are no commands may change something, and nothing keeps pages of other sites from sending them under the user's cookie; the first are {First}. RouteAudit, in Evenkeel.Testing, lists them, and what to do.")]
    public static partial void WithoutProtection(this ILogger logger, int count, string first);
}
