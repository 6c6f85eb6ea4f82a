using System.Globalization;
using System.Text;

namespace Evenkeel.AspNetCore.Coherence.Model;

/// <summary>
/// A tag with places for values, written <c>clients/{ClientId}/opportunities</c>. Entities name the properties that fill it, queries the values of their routes; two with the same text around their places
/// are the same. Immutable.
/// </summary>
internal sealed class TagTemplate
{
    private readonly string[] _texts;

    private TagTemplate(string[] texts, string[] places) => (_texts, Places) = (texts, places);

    /// <summary>What stands in the places.</summary>
    public string[] Places { get; }

    /// <summary>The text with its places empty.</summary>
    public string Shape => string.Join("{}", _texts);

    /// <exception cref="FormatException">A brace is not closed, or a place has no name.</exception>
    public static TagTemplate Parse(string text)
    {
        List<string> texts = [], places = [];
        var from = 0;
        for (int open; (open = text.IndexOf('{', from)) >= 0;)
        {
            var close = text.IndexOf('}', open);
            if (close < open + 2)
            {
                throw new FormatException($"'{text}' is no tag: a place is written {{name}}.");
            }

            texts.Add(text[from..open]);
            places.Add(text[(open + 1)..close]);
            from = close + 1;
        }

        texts.Add(text[from..]);
        return new TagTemplate([.. texts], [.. places]);
    }

    public string Fill(IReadOnlyList<object?> values)
    {
        var text = new StringBuilder(_texts[0]);
        for (var place = 0; place < Places.Length; place++)
        {
            text.Append(Convert.ToString(values[place], CultureInfo.InvariantCulture)).Append(_texts[place + 1]);
        }

        return text.ToString();
    }

    public override string ToString() => Fill(Places.Select(place => $"{{{place}}}").ToArray());
}
