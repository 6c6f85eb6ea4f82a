using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions.Cookies;

/// <summary>Reads cookies from before <c>AddSessions</c>, and gives the browser the session's own beside them: instances of an earlier release go on reading theirs.</summary>
internal sealed class AdoptedCookies(IOptionsMonitor<CookieAuthenticationOptions> monitor, SessionScheme scheme)
{
    /// <returns>The whole ticket, if this request carries the cookie that the key stands for.</returns>
    public AuthenticationTicket? Read(HttpContext http, string key)
    {
        var options = monitor.Get(scheme.Name);
        if (options.TicketDataFormat is not SessionFormat format || options.CookieManager.GetRequestCookie(http, options.Cookie.Name!) is not { } cookie
            || SessionKey.OfCookie(cookie) != key || format.ReadWhole(cookie) is not { } ticket)
        {
            return null;
        }

        if (scheme.HasFormerName)
        {
            http.Response.OnStarting(() => GiveAsync(http, options, format.ProtectKey(key), ticket));
        }

        return ticket;
    }

    private static Task GiveAsync(HttpContext http, CookieAuthenticationOptions options, string value, AuthenticationTicket ticket)
    {
        // Who has signed in or out meanwhile has another one, or none.
        if (http.Features.Get<SigningIn>() is null && http.Features.Get<SigningOut>() is null)
        {
            var cookie = options.Cookie.Build(http);
            cookie.Expires = ticket.Properties.IsPersistent ? ticket.Properties.ExpiresUtc : null;
            options.CookieManager.AppendResponseCookie(http, options.Cookie.Name!, value, cookie);
        }

        return Task.CompletedTask;
    }
}
