using Microsoft.AspNetCore.Authentication.Cookies;

namespace Helpdesk.Accounts;

public static class CookieSignIn
{
    public const string LeadRole = "lead";

    /// <summary>A cookie for eight hours. The helpdesk is an API: who is not signed in gets a status, not a page.</summary>
    public static void AddCookieSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "helpdesk";
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
            cookie.Events.OnRedirectToLogin = context => AnswerAsync(context.HttpContext, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context => AnswerAsync(context.HttpContext, StatusCodes.Status403Forbidden);
        });
        services.AddAuthorization();
    }

    private static Task AnswerAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
