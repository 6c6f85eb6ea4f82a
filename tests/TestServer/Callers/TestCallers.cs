using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Evenkeel.TestServer.Callers;

/// <summary>Who calls: by the headers X-User and X-Tenant where they are, else by the cookie of /test/signin.</summary>
internal static class TestCallers
{
    public const string TenantClaim = "tenant";

    public static void AddTestCallers(this IServiceCollection services)
    {
        services.AddAuthentication("either")
            .AddPolicyScheme("either", null, either => either.ForwardDefaultSelector = http =>
                http.Request.Headers.ContainsKey(HeaderAuthentication.User) ? HeaderAuthentication.Scheme : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>(HeaderAuthentication.Scheme, null)
            .AddCookie();
        services.AddAuthorization();
    }

    /// <summary>GET <c>/test/signin?user=&amp;tenant=</c> and <c>/test/signout</c>.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/test/signin", async (HttpContext http, string user, string? tenant) =>
        {
            await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Principal(user, tenant, CookieAuthenticationDefaults.AuthenticationScheme));
            return Results.Text($"signed in as {user}");
        });
        routes.MapGet("/test/signout", async (HttpContext http) =>
        {
            await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return Results.Text("signed out");
        });
    }

    public static ClaimsPrincipal Principal(string user, string? tenant, string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, user), new Claim(ClaimTypes.Name, user), new Claim(TenantClaim, tenant ?? "")], scheme));
}
