using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Evenkeel.AspNetCore.Coherence.Distributed;

/// <summary>
/// The bytes of a <see cref="StoredEntry"/>: magic and version, a check sum of all that follows, three numbers, then texts and payload, each after its length. Numbers are little-endian.
/// </summary>
internal static class StoredFormat
{
    /// <summary>Raised when the layout changes: entries of other versions count as none.</summary>
    public const byte Version = 1;

    private const int SumLength = 16;
    private const int HeadLength = 5 + SumLength;
    private const int MostTags = 10_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> Magic => "KEEL"u8;

    /// <exception cref="EncoderFallbackException">A text is not Unicode.</exception>
    public static ReadOnlyMemory<byte> Write(StoredEntry entry)
    {
        var output = new ArrayBufferWriter<byte>(256 + entry.Payload.Length);
        output.Write(Magic);
        output.Write([Version]);
        output.Write(stackalloc byte[SumLength]);
        WriteNumber(output, entry.Position);
        WriteNumber(output, entry.Seen);
        WriteNumber(output, entry.ExpiresAt.ToUnixTimeMilliseconds());
        WriteBytes(output, Utf8.GetBytes(entry.Key));
        WriteBytes(output, Utf8.GetBytes(entry.Type));
        WriteBytes(output, Utf8.GetBytes(entry.Incarnation));
        WriteNumber(output, entry.Tags.Count);
        foreach (var tag in entry.Tags)
        {
            WriteBytes(output, Utf8.GetBytes(tag));
        }

        WriteBytes(output, entry.Payload.Span);
        var bytes = output.WrittenMemory.ToArray();
        Sum(bytes.AsSpan(HeadLength), bytes.AsSpan(HeadLength - SumLength));
        return bytes;
    }

    /// <summary>Reads one; null where the bytes are none, whatever they are.</summary>
    public static StoredEntry? Read(ReadOnlyMemory<byte> bytes)
    {
        Span<byte> sum = stackalloc byte[SumLength];
        if (bytes.Length < HeadLength || !bytes.Span.StartsWith(Magic) || bytes.Span[Magic.Length] != Version)
        {
            return null;
        }

        Sum(bytes.Span[HeadLength..], sum);
        if (!sum.SequenceEqual(bytes.Span.Slice(HeadLength - SumLength, SumLength)))
        {
            return null;
        }

        try
        {
            return Parse(bytes[HeadLength..]);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static StoredEntry? Parse(ReadOnlyMemory<byte> rest)
    {
        var (position, seen, expires) = (ReadNumber(ref rest), ReadNumber(ref rest), ReadNumber(ref rest));
        var (key, type, incarnation) = (ReadText(ref rest), ReadText(ref rest), ReadText(ref rest));
        var count = ReadNumber(ref rest);
        if (count is < 0 or > MostTags)
        {
            return null;
        }

        var tags = new string[count];
        foreach (ref var tag in tags.AsSpan())
        {
            tag = ReadText(ref rest);
        }

        var payload = ReadBytes(ref rest);
        return rest.Length > 0 ? null : new StoredEntry
        {
            Key = key,
            Type = type,
            Incarnation = incarnation,
            Position = position,
            Seen = seen,
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(expires),
            Tags = tags,
            Payload = payload,
        };
    }

    // Against accidents. A store that others can write to must be trusted as the database is.
    private static void Sum(ReadOnlySpan<byte> bytes, Span<byte> sum)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        hash[..SumLength].CopyTo(sum);
    }

    private static void WriteNumber(ArrayBufferWriter<byte> output, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), number);
        output.Advance(sizeof(long));
    }

    private static void WriteBytes(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        WriteNumber(output, bytes.Length);
        output.Write(bytes);
    }

    private static long ReadNumber(ref ReadOnlyMemory<byte> rest)
    {
        var number = BinaryPrimitives.ReadInt64LittleEndian(rest.Span);
        rest = rest[sizeof(long)..];
        return number;
    }

    private static ReadOnlyMemory<byte> ReadBytes(ref ReadOnlyMemory<byte> rest)
    {
        var length = ReadNumber(ref rest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)length, (ulong)rest.Length);
        var bytes = rest[..(int)length];
        rest = rest[(int)length..];
        return bytes;
    }

    private static string ReadText(ref ReadOnlyMemory<byte> rest) => Utf8.GetString(ReadBytes(ref rest).Span);
}
