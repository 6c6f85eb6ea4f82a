using System.Globalization;

namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>A row of the feed: tags, and which change of which node it was, so that a node knows its own.</summary>
internal sealed record FeedChange(long Id, string Node, long Number, string[] Tags)
{
    private const char Mark = '!';

    /// <summary>As it is stored: the first line names node and change.</summary>
    public static string Write(string node, long number, IEnumerable<string> tags) =>
        string.Join('\n', [string.Create(CultureInfo.InvariantCulture, $"{Mark}{node} {number}"), .. tags.Select(tag => tag.Replace('\n', ' '))]);

    /// <summary>Rows that others wrote, such as triggers in the database, need not name a node.</summary>
    public static FeedChange Read(long id, string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length > 0 && lines[0][0] == Mark && lines[0].LastIndexOf(' ') is > 0 and var space && long.TryParse(lines[0].AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new FeedChange(id, lines[0][1..space], number, lines[1..]);
        }

        return new FeedChange(id, "", 0, lines);
    }
}
