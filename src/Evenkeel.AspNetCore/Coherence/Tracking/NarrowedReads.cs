using Evenkeel.AspNetCore.Coherence.Model;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>The query under way reads only rows with these tags of some tables. Immutable.</summary>
internal sealed class NarrowedReads(IReadOnlySet<string> tables, IReadOnlyList<string> tags)
{
    private static readonly AsyncLocal<NarrowedReads?> Ambient = new();

    public static NarrowedReads? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>What a statement depends on that reads these tables.</summary>
    public IEnumerable<string> TagsFor(IReadOnlySet<string> reads)
    {
        foreach (var table in reads)
        {
            yield return tables.Contains(table) ? TagNames.Bulk(table) : TagNames.Table(table);
        }

        if (reads.Overlaps(tables))
        {
            foreach (var tag in tags)
            {
                yield return tag;
            }
        }
    }
}
