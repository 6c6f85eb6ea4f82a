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
        if (follows < _consumed)
        {
            return 410;
        }

        if (Typed is null || follows == Revision)
        {
            (Revision, Typed, _by) = (follows + 1, typed, by);
            return 200;
        }

        if (follows + 1 == Revision && (typed, by) == (Typed, _by))
        {
            return 200;
        }

        if (!_others.ContainsKey(by) && _others.Count == 8)
        {
            return 409;
        }

        _others[by] = typed;
        return 412;
    }

    public void Consume(long revision)
    {
        if (revision <= _consumed)
        {
            return;
        }

        _consumed = revision;
        if (Revision <= revision)
        {
            (Revision, Typed) = (revision, null);
            _others.Clear();
        }
    }

    public int Discard(long revision)
    {
        if (Typed is not null && Revision > revision)
        {
            return 412;
        }

        Consume(revision);
        return 204;
    }
}
