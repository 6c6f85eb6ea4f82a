using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Evenkeel.AspNetCore.Runtime;

/// <summary><c>GET /_evenkeel/client.js</c>: the browser runtime for pages without a bundler, as one module.</summary>
internal static class BrowserRuntime
{
    private static readonly Lazy<byte[]> Script = new(Load);
    private static readonly Lazy<EntityTagHeaderValue> Tag = new(() => new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Script.Value))[..16]}\""));

    public static Task HandleAsync(HttpContext http)
    {
        // The address has no version in it, so that every use is checked; the check is a 304.
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(Script.Value, "text/javascript; charset=utf-8", entityTag: Tag.Value).ExecuteAsync(http);
    }

    private static byte[] Load()
    {
        using var stream = typeof(BrowserRuntime).Assembly.GetManifestResourceStream("client.js")
            ?? throw new InvalidOperationException("This build of Evenkeel.AspNetCore has no browser runtime in it: web/client was not built before it.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
