using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>
/// A position as text for a query string: base64url of a version, whether the row is included, its ties, the keys' values, and the first 16 bytes of an HMAC-SHA256 over these, the order's shape and the caller. Signed, not
/// secret: who decodes one reads the values of the keys of a row that was shown to them.
/// </summary>
internal static class Cursor
{
    public const string Purpose = "page-cursor";

    private const byte Version = 1;
    private const int HeadBytes = 3;
    private const int TagBytes = 16;
    private const int MostValueBytes = 2048;
    private const int MostChars = 2800;

    /// <exception cref="PagingException">The values are too long.</exception>
    public static string Write(Ordering ordering, Type element, CursorPosition position, PageSource source)
    {
        using var bytes = new MemoryStream();
        bytes.Write([Version, position.IsIncluded ? (byte)1 : (byte)0, (byte)position.Ties]);
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            for (var index = 0; index < ordering.Keys.Count; index++)
            {
                KeyBytes.Write(writer, ordering.Keys[index].ToStored(position.Values[index]));
            }
        }

        if (bytes.Length > HeadBytes + MostValueBytes)
        {
            throw new PagingException(
                $"A list cannot be read in pages by {string.Join(", ", ordering.Keys.Select(key => key.Name))}: this row's values have {bytes.Length - HeadBytes} bytes, and a cursor keeps {MostValueBytes}. Order by something shorter, for a text by its beginning.");
        }

        bytes.Write(Tag(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), ordering, element, source));
        return Base64Url.EncodeToString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <returns>Null: it is none of this list's, or none of this caller's.</returns>
    public static CursorPosition? Read(string text, Ordering ordering, Type element, PageSource source)
    {
        if (text.Length > MostChars || Decode(text) is not { Length: >= HeadBytes + TagBytes } bytes || bytes[0] != Version)
        {
            return null;
        }

        var signed = bytes.AsSpan(..^TagBytes);
        if (!CryptographicOperations.FixedTimeEquals(bytes.AsSpan(^TagBytes..), Tag(signed, ordering, element, source)))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, HeadBytes, signed.Length - HeadBytes), Encoding.UTF8);
        return new CursorPosition { Values = [.. ordering.Keys.Select(key => key.FromStored(KeyBytes.Read(reader, key.Stored)))], Ties = bytes[2], IsIncluded = bytes[1] == 1 };
    }

    private static byte[]? Decode(string text)
    {
        try
        {
            // One text for each cursor: without padding, white space or bits to spare.
            var bytes = Base64Url.DecodeFromChars(text);
            return Base64Url.EncodeToString(bytes) == text ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // All but the last part have a length that is known, so no two inputs are the same bytes.
    private static byte[] Tag(ReadOnlySpan<byte> signed, Ordering ordering, Type element, PageSource source) =>
        HMACSHA256.HashData(source.Key, (byte[])[.. source.ScopeHash, .. ordering.Shape(element), .. signed])[..TagBytes];
}
