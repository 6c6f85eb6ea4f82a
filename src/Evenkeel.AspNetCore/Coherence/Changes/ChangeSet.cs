using Evenkeel.AspNetCore.Coherence.Model;

namespace Evenkeel.AspNetCore.Coherence.Changes;

/// <summary>The tags that change when a transaction commits. Used by whoever uses the transaction, so by one at a time.</summary>
internal sealed class ChangeSet
{
    private readonly HashSet<string> _tags = new(StringComparer.Ordinal);

    public bool IsEmpty => _tags.Count == 0;

    public IReadOnlyCollection<string> Tags => _tags;

    public void Add(IEnumerable<string> tags) => _tags.UnionWith(tags);

    public void Add(ChangeSet other) => _tags.UnionWith(other._tags);

    /// <summary>Rows of this table have changed.</summary>
    /// <param name="table">Its name, without schema and in lower case.</param>
    /// <param name="isBulk">The tags of some of them are not known.</param>
    public void AddTable(string table, bool isBulk)
    {
        _tags.Add(TagNames.Table(table));
        _tags.Add(TagNames.AnyTable);
        if (isBulk)
        {
            _tags.Add(TagNames.Bulk(table));
        }
    }
}
