using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Forgery;

/// <summary>Events 2351 to 2359.</summary>
internal static partial class ForgeryLog
{
    [LoggerMessage(EventId = 2351, Level = LogLevel.Warning, Message = "{Method} {Path} was refused: a page of another site ('{Origin}') has sent it. If that page is yours, allow its origin, with credentials, in the CORS policy; if it is this site's own, have the proxy pass the host on.")]
    public static partial void Refused(this ILogger logger, string method, string path, string origin);
}
