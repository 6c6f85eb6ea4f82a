using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>Sends a file: with its type, a strong tag and ranges, and with the right life in caches.</summary>
internal static class AssetAnswer
{
    private const string Immutable = "public, max-age=31536000, immutable";

    private static readonly FileExtensionContentTypeProvider Types = new() { Mappings = { [".map"] = "application/json", [".mjs"] = "text/javascript" } };

    /// <summary>A file whose name changes with its content.</summary>
    public static Task SendHashedAsync(HttpContext http, string path, string hash, Stream content)
    {
        Keep(http);
        return TypedResults.Stream(content, TypeOf(path), entityTag: new EntityTagHeaderValue($"\"{hash}\""), enableRangeProcessing: true).ExecuteAsync(http);
    }

    /// <summary>A file whose name stays while its content changes: every use checks it.</summary>
    public static Task SendCheckedAsync(HttpContext http, string path, IFileInfo file)
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var tag = new EntityTagHeaderValue($"\"{file.LastModified.UtcTicks:x}-{file.Length:x}\"");
        return TypedResults.Stream(file.CreateReadStream(), TypeOf(path), entityTag: tag, enableRangeProcessing: true).ExecuteAsync(http);
    }

    private static void Keep(HttpContext http)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.OnStarting(static state =>
        {
            // Not on 412 and 416: a cache would keep a refusal for a year.
            var response = ((HttpContext)state).Response;
            response.Headers.CacheControl = response.StatusCode is (>= 200 and < 300) or StatusCodes.Status304NotModified ? Immutable : "no-store";
            return Task.CompletedTask;
        }, http);
    }

    private static string TypeOf(string path) => !Types.TryGetContentType(path, out var type) ? "application/octet-stream"
        : type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8"
        : type;
}
