using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>An answer that a cache may keep which others share: what it says of one moment or one caller would be told to all, for long.</summary>
internal static class SharedAnswer
{
    public static bool Is(HttpResponse response) =>
        response.Headers.CacheControl is { Count: > 0 } values && values.ToString() is not "no-store" and var control && (Has(control, "public") || Has(control, "s-maxage") || Has(control, "immutable"));

    private static bool Has(string control, string directive) => control.Contains(directive, StringComparison.OrdinalIgnoreCase);
}
