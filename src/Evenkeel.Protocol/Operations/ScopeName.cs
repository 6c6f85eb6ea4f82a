using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Evenkeel.Protocol.Operations;

/// <summary>The opaque name of a tenant and a user: what a browser may store and send without revealing either.</summary>
public static class ScopeName
{
    /// <summary>
    /// The first 22 characters of the base64url SHA-256 of tenant, NUL, user. An anonymous caller's user and an application
    /// without tenants have the empty string.
    /// </summary>
    public static string Of(string tenant, string user)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\0{user}"));
        return Base64Url.EncodeToString(hash)[..22];
    }
}
