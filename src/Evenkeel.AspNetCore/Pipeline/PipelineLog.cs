using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Pipeline;

/// <summary>Events 1201 to 1299.</summary>
internal static partial class PipelineLog
{
    [LoggerMessage(EventId = 1201, Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    public static partial void RequestFailed(this ILogger logger, Exception error, string method, string path);
}
