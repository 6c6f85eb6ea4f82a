using Evenkeel.AspNetCore.Sessions.Unknown;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Sessions.Cookies;

/// <summary>Leaves the cookie alone while nothing can be told of its session, and goes on reading the one that had the framework's name.</summary>
/// <param name="inner">The application's.</param>
/// <param name="former">The name before <c>AddSessions</c>; null: it is the same.</param>
/// <param name="format">What is in the cookie.</param>
internal sealed class SessionCookies(ICookieManager inner, string? former, SessionFormat format) : ICookieManager
{
    public string? GetRequestCookie(HttpContext context, string key) =>
        inner.GetRequestCookie(context, key) ?? (former is null ? null : inner.GetRequestCookie(context, former));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        if (SessionUnknown.Is(context))
        {
            return;
        }

        var named = context.Features.Get<NewSessionKey>();
        context.Features.Set<NewSessionKey>(null);
        inner.AppendResponseCookie(context, key, named is null ? value : format.ProtectKey(named.Key), options);
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        if (SessionUnknown.Is(context))
        {
            return;
        }

        inner.DeleteCookie(context, key, options);
        if (former is not null && inner.GetRequestCookie(context, former) is not null)
        {
            // The framework gives it the application's base for a path, where ours has none.
            inner.DeleteCookie(context, former, new CookieOptions(options) { Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/" });
        }
    }
}
