using Evenkeel.AspNetCore.Callers;
using Evenkeel.Protocol.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary><c>GET /_evenkeel/session</c>: the one authority on whether somebody is signed in.</summary>
internal static class SessionEndpoint
{
    public static Task HandleAsync(HttpContext http)
    {
        var signedIn = http.User.Identity is { IsAuthenticated: true };
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(
            new SessionAnswer
            {
                State = signedIn ? "valid" : "anonymous",
                Scope = http.RequestServices.GetRequiredService<CallerResolver>().Resolve(http).Scope,
                Name = signedIn ? http.User.Identity!.Name : null,
                Time = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds(),
            },
            SessionJson.Default.SessionAnswer,
            cancellationToken: http.RequestAborted);
    }
}
