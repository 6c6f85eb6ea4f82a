namespace Evenkeel.TestServer.Control;

/// <summary>
/// How the server misbehaves below <c>/api</c> and <c>/_evenkeel</c> (client.js apart): <c>normal</c>; <c>all-401</c>, also for the session; <c>captive-portal</c>, a
/// page with 200; <c>503</c>; <c>reject:TEXT</c>, a 500 that says TEXT; <c>reject:STATUS:TEXT</c>. None of these answers is the protocol's.
/// </summary>
internal sealed class ServerMode
{
    private const string Reject = "reject:";
    private volatile string _name = "normal";

    public string Name => _name;

    public bool TrySet(string name)
    {
        var known = name is "normal" or "all-401" or "captive-portal" or "503" || name.StartsWith(Reject, StringComparison.Ordinal);
        _name = known ? name : _name;
        return known;
    }

    /// <summary>What to answer instead, or null.</summary>
    public (int Status, string Type, string Body)? Instead(PathString path)
    {
        var name = _name;
        if (name == "normal" || path == "/_evenkeel/client.js" || !(path.StartsWithSegments("/api") || path.StartsWithSegments("/_evenkeel")))
        {
            return null;
        }

        return name switch
        {
            "all-401" => (401, "application/json", "{\"message\":\"Unauthorized\"}"),
            "captive-portal" => (200, "text/html", "<!doctype html><title>Wi-Fi</title><h1>Accept the terms to go on</h1>"),
            "503" => (503, "text/html", "<h1>503 Service Temporarily Unavailable</h1>"),
            _ => Rejection(name[Reject.Length..]),
        };
    }

    private static (int Status, string Type, string Body) Rejection(string text) =>
        text is [_, _, _, ':', ..] && int.TryParse(text.AsSpan(0, 3), out var status) ? (status, "text/plain", text[4..]) : (500, "text/plain", text);
}
