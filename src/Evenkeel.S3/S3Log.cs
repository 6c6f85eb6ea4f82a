using Microsoft.Extensions.Logging;

namespace Evenkeel.S3;

/// <summary>Events 2001 to 2099.</summary>
internal static partial class S3Log
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "The object {Key} is no manifest of a build; it is passed over.")]
    public static partial void ManifestUnreadable(this ILogger logger, Exception error, string key);
}
