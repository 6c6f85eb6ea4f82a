using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary>The files of the page, which are a part of this assembly: it needs nothing from anywhere else, and is allowed nothing.</summary>
internal static class ConsoleFiles
{
    public const string Page = "index.html";

    private const string Prefix = "console/";
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Lazy<FrozenDictionary<string, byte[]>> All = new(Load);

    /// <returns>False: there is no file of that name.</returns>
    public static async Task<bool> TrySendAsync(HttpContext http, string name)
    {
        if (!All.Value.TryGetValue(name, out var bytes))
        {
            return false;
        }

        var response = http.Response;
        response.ContentType = Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        };
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(bytes, http.RequestAborted);
        }

        return true;
    }

    private static FrozenDictionary<string, byte[]> Load()
    {
        var assembly = typeof(ConsoleFiles).Assembly;
        return assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(static name => name[Prefix.Length..], name => Read(assembly.GetManifestResourceStream(name)!));
    }

    private static byte[] Read(Stream stream)
    {
        using (stream)
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }
}
