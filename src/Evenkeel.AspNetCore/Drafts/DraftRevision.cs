using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>Revisions as text: whole numbers that a browser can count.</summary>
internal static class DraftRevision
{
    /// <summary>The greatest that JavaScript tells from its neighbours.</summary>
    public const long Greatest = (1L << 53) - 1;

    /// <summary>What If-Match takes, for people.</summary>
    public const string Rule = "If-Match must be one revision in quotes, as the ETag of the draft gives it: a whole number from 0 to 9007199254740991, \"0\" for a draft that never was.";

    /// <summary>Reads a number as it is written here, and in no other way.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long revision)
    {
        revision = 0;
        return text.Length is >= 1 and <= 16 && (text.Length == 1 || text[0] != '0')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out revision) && revision <= Greatest;
    }

    public static bool TryReadTag(StringValues header, out long revision)
    {
        revision = 0;
        return header is [['"', .., '"'] tag] && tag.Length > 2 && TryRead(tag.AsSpan(1, tag.Length - 2), out revision);
    }

    public static string ToTag(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");
}
