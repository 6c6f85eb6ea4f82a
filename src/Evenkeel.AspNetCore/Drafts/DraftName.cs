using System.Buffers;
using Evenkeel.AspNetCore.Callers;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>Whose draft it is, and its key among theirs: the same key of another user is another draft.</summary>
internal readonly record struct DraftName(Caller Caller, string Key)
{
    public const int MostKeyCharacters = 200;
    public const int MostByCharacters = 32;

    /// <summary>What a key is, for people.</summary>
    public const string KeyRule = "A key has 1 to 200 characters of A-Z a-z 0-9 . _ ~ : @ -";

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~:@-");

    public static bool IsKey(ReadOnlySpan<char> text) => text.Length is >= 1 and <= MostKeyCharacters && !text.ContainsAnyExcept(Alphabet);

    /// <summary>Whether it may name who typed.</summary>
    public static bool IsBy(ReadOnlySpan<char> text) => text.Length is >= 1 and <= MostByCharacters && !text.ContainsAnyExcept(Alphabet);
}
