using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>The secret that a session's cookie names it by, and what is stored of it.</summary>
internal static class SessionKey
{
    // Not a character of base64url: no key that we make begins so.
    private const string AdoptedPrefix = "~";
    private const int PublicBytes = 16;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string NewPublicId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PublicBytes));

    public static bool IsPublicId(string text) => text.Length == 22 && Base64Url.IsValid(text, out var bytes) && bytes == PublicBytes;

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The key of the session that a cookie with a whole ticket in it becomes: the same whichever request is first, so that it becomes one session, and once ended never another.</summary>
    public static string OfCookie(string value) => AdoptedPrefix + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    public static bool IsOfCookie(string key) => key.StartsWith(AdoptedPrefix, StringComparison.Ordinal);
}
