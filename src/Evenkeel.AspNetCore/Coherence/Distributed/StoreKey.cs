using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Evenkeel.AspNetCore.Coherence.Distributed;

/// <summary>Under which key a value lies in the store: its own after a prefix, or its hash where it is long or has characters that a store may not take. Two keys never meet.</summary>
internal static class StoreKey
{
    private const int LongKey = 200;

    public static string Of(string key) => key.Length <= LongKey && key.All(each => each is > ' ' and <= '~')
        ? $"keel:{key}"
        : $"keel#{Base64Url.EncodeToString(SHA256.HashData(MemoryMarshal.AsBytes(key.AsSpan())))}";
}
