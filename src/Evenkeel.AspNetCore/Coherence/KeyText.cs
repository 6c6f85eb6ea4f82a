using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Evenkeel.AspNetCore.Coherence;

/// <summary>
/// Writes parts so that no two lists of them look alike: each as its length and itself, or, when it is long or has characters that a store may not take, as its hash; null as a sign of its own.
/// </summary>
internal static class KeyText
{
    /// <summary>The most characters that one list takes: two make a key.</summary>
    public const int MaxLength = 256;

    private const int LongPart = 100;

    public static string Of(string name, ReadOnlySpan<object?> parts)
    {
        var text = new StringBuilder();
        Append(text, name);
        foreach (var part in parts)
        {
            Append(text, TextOf(part));
        }

        // A closing bracket ends the list: it begins no part.
        return text.Length < MaxLength ? text.Append(']').ToString() : $"={Hash(text.ToString())}]";
    }

    private static void Append(StringBuilder text, string? part) => _ = part switch
    {
        null => text.Append('-'),
        { Length: > LongPart } => text.Append('#').Append(Hash(part)),
        _ when part.All(IsPlain) => text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}"),
        _ => text.Append('#').Append(Hash(part)),
    };

    private static bool IsPlain(char each) => each is >= ' ' and <= '~';

    // Of the characters as they are: half a surrogate pair differs from another half.
    private static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));

    private static string? TextOf(object? part) => part switch
    {
        null => null,
        string text => text,
        DateTime or DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)part).ToString("O", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        bool value => value ? "true" : "false",
        _ => throw new ArgumentException($"A {part.GetType()} has no text that names it. Give its id."),
    };
}
