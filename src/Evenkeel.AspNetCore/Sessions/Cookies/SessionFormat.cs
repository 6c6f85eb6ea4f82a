using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Claims;
using Evenkeel.AspNetCore.Sessions.Unknown;
using Microsoft.AspNetCore.Authentication;

namespace Evenkeel.AspNetCore.Sessions.Cookies;

/// <summary>
/// What is in the cookie: the key of a session, protected as the framework does. The framework takes what cannot be read for a cookie that is not there, whatever the reason; here keys that
/// are not there are no proof of anything. A cookie from before, with its whole ticket, is taken for the key of the session that it becomes.
/// </summary>
/// <remarks>
/// A cookie that was read a moment ago is not decrypted again. It is found by all of its text, so that one which was changed is another one; what is remembered is the key that it names, and never that the session is valid.
/// It is forgotten as soon as a session's validity is, for the sake of keys of Data Protection that are revoked.
/// </remarks>
internal sealed class SessionFormat(ISecureDataFormat<AuthenticationTicket> inner, ISessionKeys keys, string scheme, UserSessionOptions options, TimeProvider clock) : ISecureDataFormat<AuthenticationTicket>
{
    /// <summary>The claim by which the framework's cookie handler finds the key.</summary>
    public const string KeyClaim = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";

    // What Data Protection begins everything with, before the id of the key (its documentation, "Authenticated encryption details").
    private const uint Magic = 0x09F0C9F0;
    private const int HeadBytes = 4 + 16;
    private const int HeadText = 28;

    private readonly Recent<string> _known = new(options, clock);

    public string Protect(AuthenticationTicket data) => inner.Protect(data);

    public string Protect(AuthenticationTicket data, string? purpose) => inner.Protect(data, purpose);

    public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, null);

    /// <exception cref="SessionUnknownException">Nothing can be told of it.</exception>
    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
    {
        if (!keys.IsLoaded)
        {
            throw new SessionUnknownException("There are no keys to read the session's cookie with.");
        }

        // Read for another purpose it may say something else, or nothing.
        var plain = purpose is null && protectedText is not null;
        if (plain && _known.Find(protectedText!) is { } known)
        {
            return Named(known);
        }

        var asked = clock.GetTimestamp();
        if (inner.Unprotect(protectedText, purpose) is not { } ticket)
        {
            return keys.IsReady ? null : throw new SessionUnknownException("The session's cookie cannot be read, and this instance does not know all keys.");
        }

        if (ticket.Principal.FindFirst(static claim => claim.Type == KeyClaim)?.Value is not { } key)
        {
            return options.AdoptCookies ? Named(SessionKey.OfCookie(protectedText!)) : null;
        }

        if (plain)
        {
            _known.Keep(protectedText!, key, asked);
        }

        return ticket;
    }

    /// <summary>The whole ticket that a cookie from before holds; null: it is none.</summary>
    public AuthenticationTicket? ReadWhole(string? protectedText) =>
        inner.Unprotect(protectedText) is { } ticket && !ticket.Principal.HasClaim(static claim => claim.Type == KeyClaim) ? ticket : null;

    /// <summary>The value of a session's cookie.</summary>
    public string ProtectKey(string key) => inner.Protect(Named(key));

    /// <summary>The key of Data Protection that a cookie was protected with; null: it was not protected so.</summary>
    public static Guid? KeyOf(string cookie)
    {
        Span<byte> head = stackalloc byte[HeadText / 4 * 3];
        return cookie.Length >= HeadText && Base64Url.TryDecodeFromChars(cookie.AsSpan(0, HeadText), head, out var read) && read >= HeadBytes && BinaryPrimitives.ReadUInt32BigEndian(head) == Magic
            ? new Guid(head[4..HeadBytes])
            : null;
    }

    private AuthenticationTicket Named(string key) => new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(KeyClaim, key)], scheme)), scheme);
}
