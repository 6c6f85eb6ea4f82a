namespace Evenkeel.Stores.Tests.Drafts;

/// <summary>A draft as the protocol describes it, in memory.</summary>
internal sealed class DraftModel
{
    private readonly SortedDictionary<string, string> _others = new(StringComparer.Ordinal);
    private long _consumed;
    private string? _by;

    public long Revision { get; private set; }

    public string? Typed { get; private set; }

    public DraftState State => new(Revision, Typed, string.Join(' ', _others.Select(other => $"{other.Key}={other.Value}")));

    public int Save(long follows, string typed, string by)
    {
        if (follows + 1 == Revision && (typed, by) == (Typed, _by))
        {
            return 200;
        }

        if (follows < _consumed)
        {
            return 410;
        }

        if (Typed is null || follows == Revision)
        {
            (Revision, Typed, _by) = (follows + 1, typed, by);
            return 200;
        }

        if (!_others.ContainsKey(by) && _others.Count == 8)
        {
            return 409;
        }

        _others[by] = typed;
        return 412;
    }

    /// <param name="revision">Up to where.</param>
    /// <param name="by">Who must have saved that very revision; null: anybody.</param>
    public void Consume(long revision, string? by)
    {
        if (by is not null && revision > 0)
        {
            _others.Remove(by);
        }

        if (revision <= _consumed)
        {
            return;
        }

        _consumed = revision;
        if (Revision < revision || (Revision == revision && (by is null || by == _by)))
        {
            (Revision, Typed) = (revision, null);
            _others.Clear();
        }
    }

    public int Discard(long revision, string? by)
    {
        if (Typed is not null && (Revision > revision || (Revision == revision && by is not null && by != _by)))
        {
            return 412;
        }

        Consume(revision, by);
        return 204;
    }
}
