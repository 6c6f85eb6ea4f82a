using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Evenkeel.AspNetCore.Signing;

namespace Evenkeel.AspNetCore.Coherence.Tokens;

/// <summary>
/// Names of tags for clients: keyed and of one tenant each, so that they say neither what they name nor whether another tenant has the same. Holding one shows that an answer to this tenant carried it. Thread-safe.
/// </summary>
internal sealed class TagHashes(ISigningKeys keys)
{
    public const string Purpose = "tags";

    /// <summary>Of more than so many a client is told <see cref="Everything"/>.</summary>
    public const int Most = 64;

    public const string Everything = "*";

    private const int Bytes = 12;

    /// <summary>The characters of one.</summary>
    public const int Length = Bytes / 3 * 4;

    public ValueTask<byte[]> KeyAsync(CancellationToken cancel) => keys.GetAsync(Purpose, cancel);

    /// <summary>Of some names, in their order; of too many only <see cref="Everything"/>.</summary>
    public async ValueTask<IReadOnlyList<string>> OfAsync(IReadOnlyCollection<string> names, string tenant, CancellationToken cancel)
    {
        if (names.Count > Most)
        {
            return [Everything];
        }

        var key = await KeyAsync(cancel);
        return [.. names.Select(name => Of(key, tenant, name))];
    }

    public static string Of(byte[] key, string tenant, string name)
    {
        // The tenant's length stands first: no two pairs are the same bytes.
        var tenantBytes = Encoding.UTF8.GetByteCount(tenant);
        var bytes = new byte[sizeof(int) + tenantBytes + Encoding.UTF8.GetByteCount(name)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, tenantBytes);
        Encoding.UTF8.GetBytes(tenant, bytes.AsSpan(sizeof(int)));
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(sizeof(int) + tenantBytes));
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, bytes).AsSpan(..Bytes));
    }
}
