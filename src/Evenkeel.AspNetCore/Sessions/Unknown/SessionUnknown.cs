using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Sessions.Unknown;

/// <summary>
/// A feature of the request: it carries a session's cookie of which nothing can be told. Such a request reaches no endpoint, one for everybody neither: under the anonymous scope a command
/// would take effect for nobody. Only those with <see cref="AnyoneMetadata"/> are reached.
/// </summary>
internal sealed class SessionUnknown
{
    public static readonly TimeSpan RetrySoon = TimeSpan.FromSeconds(2);

    private static readonly Endpoint Answer = new(AnswerAsync, new EndpointMetadataCollection(new AllowAnonymousAttribute()), "session unknown");

    private SessionUnknown()
    {
    }

    public static bool Is(HttpContext http) => http.Features.Get<SessionUnknown>() is not null;

    public static bool IsAnswer(Endpoint? endpoint) => ReferenceEquals(endpoint, Answer);

    public static void Mark(HttpContext http)
    {
        http.Features.Set(new SessionUnknown());
        if (http.Features.Get<IEndpointFeature>() is { Endpoint: { } chosen } feature)
        {
            // Routing stood before authentication. Whoever looks for the endpoint from here on finds the answer.
            feature.Endpoint = Instead(http, chosen);
        }
    }

    /// <summary>What is to run in place of an endpoint that was chosen.</summary>
    public static Endpoint? Instead(HttpContext http, Endpoint? chosen) => chosen is not null && Is(http) && chosen.Metadata.GetMetadata<AnyoneMetadata>() is null ? Answer : chosen;

    public static Task AnswerAsync(HttpContext http)
    {
        DiscardedAnswer.End(http);
        http.Response.Headers.Remove("WWW-Authenticate");
        http.Response.Headers.Remove("Location");
        return http.RequestServices.GetRequiredService<ProblemWriter>().WriteAsync(
            http, ProblemCodes.SessionUnknown, "Nothing ran, and nobody is signed out. Send the same again.", RetrySoon);
    }
}
