using Evenkeel.AspNetCore.Sessions.Unknown;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Remembers that a request was routed to a sensitive endpoint, which an exception handler that runs another one in its place must not undo.</summary>
internal sealed class SensitiveAnswer(HttpContext http) : IEndpointFeature
{
    private const string Cacheless = "no-store, no-cache, must-revalidate";

    // What some cache takes for more than Cache-Control.
    private static readonly string[] Louder = ["Expires", "Age", "CDN-Cache-Control", "Cloudflare-CDN-Cache-Control", "Surrogate-Control", "X-Accel-Expires"];

    private Endpoint? _endpoint;

    public HttpContext Http => http;

    public Endpoint? Endpoint
    {
        get => _endpoint;
        set
        {
            _endpoint = SessionUnknown.Instead(http, value);
            IsSensitive |= value?.Metadata.GetMetadata<SensitiveMetadata>() is not null;
        }
    }

    /// <summary>Also set where actions have no endpoints.</summary>
    public bool IsSensitive { get; private set; }

    /// <summary>Looks at every endpoint that is chosen for this request from here on.</summary>
    public static SensitiveAnswer Watch(HttpContext http)
    {
        var watch = new SensitiveAnswer(http) { Endpoint = http.GetEndpoint() };
        http.Features.Set<IEndpointFeature>(watch);
        http.Features.Set(watch);
        return watch;
    }

    public static void Mark(HttpContext http)
    {
        if (http.Features.Get<SensitiveAnswer>() is { } watch)
        {
            watch.IsSensitive = true;
        }

        Say(http.Response);
    }

    /// <summary>The last word before an answer leaves.</summary>
    public static void Say(HttpResponse response)
    {
        response.Headers.CacheControl = Cacheless;
        response.Headers.Pragma = "no-cache";
        response.Headers[KeelHeaders.Keep] = "none";
        foreach (var name in Louder)
        {
            response.Headers.Remove(name);
        }
    }
}
