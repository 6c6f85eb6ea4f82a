using System.Security.Cryptography;
using System.Text;

namespace Evenkeel.Protocol.Operations;

/// <summary>
/// Tells whether two requests under one operation id are the same request: SHA-256 of the method, a space, the target, a line feed and the
/// raw body bytes. It is taken from the bytes on the wire, before anything decodes or converts them.
/// </summary>
public static class Fingerprint
{
    /// <summary>The length of a fingerprint in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>Begins a fingerprint; append the body, then take the hash.</summary>
    /// <param name="method">The HTTP method, in capitals.</param>
    /// <param name="target">Path and query relative to the application's base, percent-encoded.</param>
    public static IncrementalHash Begin(string method, string target)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{method} {target}\n"));
        return hash;
    }

    /// <summary>The fingerprint of a request whose body is at hand.</summary>
    public static byte[] Of(string method, string target, ReadOnlySpan<byte> body)
    {
        using var hash = Begin(method, target);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
