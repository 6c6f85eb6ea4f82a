using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Evenkeel.Protocol.Operations;

/// <summary>
/// Names one call of a command: a UUID version 7 (RFC 9562) made by the client and stamped in server time. The same id always
/// means the same call, however often it is sent.
/// </summary>
public readonly record struct OperationId
{
    private OperationId(Guid value) => Value = value;

    /// <summary>The id as a <see cref="Guid"/>.</summary>
    public Guid Value { get; }

    /// <summary>The millisecond stamped into the id, since the Unix epoch: its first 48 bits.</summary>
    public long StampedAt => (long)(BigEndian(Value) >> 16);

    /// <summary>Makes an id stamped with <paramref name="serverTime"/>.</summary>
    public static OperationId Create(DateTimeOffset serverTime) => new(Guid.CreateVersion7(serverTime));

    /// <summary>
    /// Makes an id out of another kind of id, always the same one: its time is <paramref name="sentAt"/>, the rest is the SHA-256 of <paramref name="key"/>. For messages of a broker.
    /// </summary>
    /// <param name="key">What tells this call from all others: a message's id with its queue's name.</param>
    /// <param name="sentAt">The message's own time, the same at every delivery, to the millisecond: not the time of the delivery, which would make another id of each.</param>
    public static OperationId Derive(string key, DateTimeOffset sentAt)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), bytes);
        var random = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x0FFFu;
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)sentAt.ToUnixTimeMilliseconds() << 16) | 0x7000u | random);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new OperationId(new Guid(bytes[..16], bigEndian: true));
    }

    /// <summary>
    /// Reads the header's value: 36 characters with hyphens, in either case, bare or as a quoted string. Anything else, and any
    /// UUID of another version or variant, is refused.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OperationId id)
    {
        id = default;
        if (text is null)
        {
            return false;
        }

        var bare = text.Length == 38 && text[0] == '"' && text[^1] == '"' ? text.AsSpan(1, 36) : text;
        if (!Guid.TryParseExact(bare, "D", out var value) || value.Version != 7 || value.Variant is < 8 or > 11)
        {
            return false;
        }

        id = new OperationId(value);
        return true;
    }

    /// <summary>The canonical form: lower case, with hyphens.</summary>
    public override string ToString() => Value.ToString("D");

    private static ulong BigEndian(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
