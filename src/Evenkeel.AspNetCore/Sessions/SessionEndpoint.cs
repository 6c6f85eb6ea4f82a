using System.Text.Json;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.Protocol.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary><c>/_evenkeel/session</c>: the one authority on whether somebody is signed in, and where a person's activity is told.</summary>
internal static class SessionEndpoint
{
    public static Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(Answer(http), SessionJson.Default.SessionAnswer, cancellationToken: http.RequestAborted);
    }

    /// <summary>The same, of a session that lives on: authentication renews it when the answer starts, so that only then is known until when.</summary>
    public static async Task StayAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.StartAsync(http.RequestAborted);
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(Answer(http), SessionJson.Default.SessionAnswer), http.RequestAborted);
    }

    private static SessionAnswer Answer(HttpContext http)
    {
        var signedIn = http.User.Identity is { IsAuthenticated: true };
        var stored = signedIn ? http.Features.Get<CurrentSession>() : null;
        return new SessionAnswer
        {
            State = signedIn ? "valid" : "anonymous",
            Scope = http.RequestServices.GetRequiredService<CallerResolver>().Resolve(http).Scope,
            Name = signedIn ? http.User.Identity!.Name : null,
            Time = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds(),
            Expires = stored is null ? ExpiresOfTicket(http, signedIn) : stored.Expires,
            Ends = stored?.Ends,
        };
    }

    // Of an application that keeps no sessions with us, its authentication may know.
    private static long? ExpiresOfTicket(HttpContext http, bool signedIn) =>
        signedIn ? http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc?.ToUnixTimeMilliseconds() : null;
}
