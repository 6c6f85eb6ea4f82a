using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions.Cookies;

/// <summary>The cookie scheme whose sessions are kept.</summary>
internal sealed class SessionScheme(IOptions<AuthenticationOptions> authentication, IOptions<UserSessionOptions> own)
{
    /// <summary>Empty: there is none.</summary>
    public string Name { get; } = Find(authentication.Value, own.Value) ?? "";

    /// <summary>Whether the cookie had another name before.</summary>
    public bool HasFormerName { get; set; }

    public static string? Find(AuthenticationOptions authentication, UserSessionOptions own) =>
        own.Scheme ?? authentication.DefaultAuthenticateScheme ?? authentication.DefaultScheme ?? authentication.DefaultSignInScheme ?? (authentication.SchemeMap.Count == 1 ? authentication.SchemeMap.Keys.First() : null);

    /// <exception cref="InvalidOperationException">It is not the framework's cookie authentication.</exception>
    public static void TakeOver(AuthenticationOptions authentication, UserSessionOptions own)
    {
        var name = Find(authentication, own);
        var handler = name is null ? null : authentication.SchemeMap.TryGetValue(name, out var found) ? found : null;
        if (handler is null)
        {
            throw new InvalidOperationException(
                $"AddSessions() finds no cookie scheme{(name is null ? "" : $" '{name}'")}. Call AddAuthentication(...).AddCookie(), or name one: AddSessions(o => o.Scheme = ...). There are: {string.Join(", ", authentication.SchemeMap.Keys)}.");
        }

        if (handler.HandlerType != typeof(CookieAuthenticationHandler) && handler.HandlerType != typeof(SessionCookieHandler))
        {
            throw new InvalidOperationException(
                $"AddSessions() keeps the sessions of the framework's cookie authentication; '{name}' is {handler.HandlerType?.Name}. Name a cookie scheme: AddSessions(o => o.Scheme = ...).");
        }

        handler.HandlerType = typeof(SessionCookieHandler);
    }
}
