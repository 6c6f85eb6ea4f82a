using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Model;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>
/// The fill under way reads of some tables only rows with certain tags. It holds for that fill alone: another one that its handler begins may read anything. Immutable.
/// </summary>
/// <param name="tags">Of each table the tags, of which each row that is read has at least one.</param>
internal sealed class NarrowedReads(IReadOnlyDictionary<string, IReadOnlyList<string>> tags)
{
    private static readonly AsyncLocal<(Fill? Fill, NarrowedReads? Reads)> Ambient = new();

    /// <summary>Of the present fill; null: it reads whatever it reads.</summary>
    public static NarrowedReads? Current
    {
        get => Ambient.Value is { Fill: { } fill, Reads: var reads } && ReferenceEquals(fill, Fill.Current) ? reads : null;
        set => Ambient.Value = (Fill.Current, value);
    }

    /// <summary>What a statement depends on that reads these tables.</summary>
    public IEnumerable<string> TagsFor(IReadOnlySet<string> reads)
    {
        foreach (var table in reads)
        {
            if (tags.TryGetValue(table, out var narrowed))
            {
                yield return TagNames.Bulk(table);
                foreach (var tag in narrowed)
                {
                    yield return tag;
                }
            }
            else
            {
                yield return TagNames.Table(table);
            }
        }
    }
}
