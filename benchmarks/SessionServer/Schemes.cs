using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace SessionServer;

/// <summary>The two contenders: one process, one endpoint each, and the same claims.</summary>
internal static class Schemes
{
    /// <summary>The framework's cookie, which holds the whole ticket.</summary>
    public const string Stock = "stock";

    /// <summary>A cookie whose ticket is in the database.</summary>
    public const string Kept = "kept";

    private const int Claims = 8;

    public static void MapContenders(this WebApplication app)
    {
        foreach (var scheme in (string[])[Stock, Kept])
        {
            app.MapGet($"/{scheme}", (ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier))
                .RequireAuthorization(policy => policy.AddAuthenticationSchemes(scheme).RequireAuthenticatedUser());
            app.MapPost($"/{scheme}/sign-in", async (string user, HttpContext http) =>
            {
                Claim[] claims = [new(ClaimTypes.NameIdentifier, user), .. Enumerable.Range(0, Claims).Select(number => new Claim($"https://claims.example/{number}", $"value {number} of {user}"))];
                await http.SignInAsync(scheme, new ClaimsPrincipal(new ClaimsIdentity(claims, scheme)), new AuthenticationProperties { IsPersistent = true });
            });
        }
    }
}
