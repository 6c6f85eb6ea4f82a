using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>Paths of files: relative, with forward slashes, compared letter by letter.</summary>
internal static class AssetPath
{
    private const int Longest = 512;
    private static readonly SearchValues<char> Strange = SearchValues.Create([.. Enumerable.Range(0, 32).Select(each => (char)each), '\\', ':', '*', '?', '"', '<', '>', '|', '\x7f']);

    // Kestrel has resolved dot segments in the path by now, and has not decoded %2F: both show in what was sent.
    private static readonly SearchValues<string> Disguised = SearchValues.Create(["%2f", "%5c", "%00", "%2e", "\\", "/..", "/./"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The path of a file that the request could mean, or null where it is written in a way that no page of ours writes.</summary>
    public static string? Of(HttpRequest request)
    {
        var sent = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] ?? "";
        var path = request.Path.Value is ['/', .. var rest] ? rest : "";
        return sent.AsSpan().ContainsAny(Disguised) || (path.Length > 0 && path is not [.., '/'] && !IsPlain(path)) || path.Length > Longest ? null : path;
    }

    /// <summary>Whether a path stays where it is joined to a folder, on every operating system.</summary>
    public static bool IsPlain(string path) =>
        path.Length is > 0 and <= Longest && !path.AsSpan().ContainsAny(Strange) && path.Split('/').All(static segment => segment is not ("" or "." or ".."));

    /// <summary>Whether a path looks like that of a file: its last segment has an extension.</summary>
    public static bool HasExtension(string path) => Path.HasExtension(path);
}
