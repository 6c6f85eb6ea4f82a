using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace FlushServer.Hosting;

/// <summary>Every contender's requests are authenticated by the framework's cookie.</summary>
internal static class SignIn
{
    public static void MapSignIn(this IEndpointRouteBuilder app) => app.MapPost("/sign-in", () =>
        TypedResults.SignIn(
            new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, "anna"), new Claim(ClaimTypes.Name, "Anna")],
                CookieAuthenticationDefaults.AuthenticationScheme)),
            authenticationScheme: CookieAuthenticationDefaults.AuthenticationScheme));

    public static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
