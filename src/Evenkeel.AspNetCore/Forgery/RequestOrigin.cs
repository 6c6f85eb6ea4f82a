using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Forgery;

/// <summary>
/// Whether a page of another origin has sent a request. Browsers say so, and no page can make them say otherwise: by <c>Sec-Fetch-Site</c> (W3C Fetch Metadata), and older ones by <c>Origin</c>. What has neither is no browser's. The
/// method is that of Go's net/http CrossOriginProtection (2025). Of the <c>Origin</c> only host and port are compared: behind a proxy that ends TLS the server sees another scheme than the browser.
/// </summary>
internal static class RequestOrigin
{
    private const string FetchSite = "Sec-Fetch-Site";

    public static bool IsForeign(HttpRequest request)
    {
        var site = request.Headers[FetchSite];
        if (site.Count > 0)
        {
            // A value that is not known yet is of no page that this server knows of.
            return site is not ["same-origin" or "none"];
        }

        var origin = request.Headers.Origin;
        return origin.Count > 0 && !(origin is [{ } named] && IsHost(named, request.Headers.Host.ToString()));
    }

    // The header, and not Request.Host, which makes other letters of the punycode that a browser sends in both.
    private static bool IsHost(string origin, string host) =>
        Read(origin) is { } from && Read($"{from.Scheme}://{host}") is { } to && from.Port == to.Port && string.Equals(from.Host, to.Host, StringComparison.OrdinalIgnoreCase);

    private static Uri? Read(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri is { UserInfo: "", PathAndQuery: "/", Fragment: "" } ? uri : null;
}
