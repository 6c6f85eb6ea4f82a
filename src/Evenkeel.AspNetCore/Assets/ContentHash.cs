using System.Buffers;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>How the SHA-256 of a content is written: 64 lower-case hexadecimal digits.</summary>
internal static class ContentHash
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static bool IsValid(string? text) => text is { Length: 64 } && !text.AsSpan().ContainsAnyExcept(Digits);
}
