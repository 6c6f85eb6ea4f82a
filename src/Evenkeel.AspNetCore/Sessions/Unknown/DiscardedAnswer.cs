using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Evenkeel.AspNetCore.Sessions.Unknown;

/// <summary>
/// A feature of the request: a sign-in or sign-out could not be written. The exception that says so travels through what the application has against exceptions; whatever that answers goes nowhere, so that at the
/// end there is still the 503 to be written.
/// </summary>
internal sealed class DiscardedAnswer
{
    private readonly IHttpResponseBodyFeature _body;
    private readonly StreamResponseBodyFeature _nowhere;

    private DiscardedAnswer(IHttpResponseBodyFeature body) => (_body, _nowhere) = (body, new StreamResponseBodyFeature(Stream.Null));

    public static void Begin(HttpContext http)
    {
        if (http.Response.HasStarted || http.Features.Get<DiscardedAnswer>() is not null)
        {
            return;
        }

        var discarded = new DiscardedAnswer(http.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        http.Features.Set(discarded);
        http.Features.Set<IHttpResponseBodyFeature>(discarded._nowhere);
        http.Response.OnStarting(() => discarded.SayAtLeast(http));
    }

    /// <summary>From here on what is written is the answer.</summary>
    public static void End(HttpContext http) => http.Features.Get<DiscardedAnswer>()?.GiveBack(http);

    // Who had a body of its own in between, compression for example, has taken ours away with it.
    private bool GiveBack(HttpContext http)
    {
        var isThere = ReferenceEquals(http.Features.Get<IHttpResponseBodyFeature>(), _nowhere);
        if (isThere)
        {
            http.Features.Set(_body);
        }

        return isThere;
    }

    // Where nobody has come to write the whole of it.
    private Task SayAtLeast(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = Math.Ceiling(SessionUnknown.RetrySoon.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (GiveBack(http))
        {
            http.Response.Headers.ContentLength = 0;
            http.Response.Headers.ContentType = default;
        }

        return Task.CompletedTask;
    }
}
