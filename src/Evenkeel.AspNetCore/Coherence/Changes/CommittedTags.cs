namespace Evenkeel.AspNetCore.Coherence.Changes;

/// <summary>Collects what transactions have changed that a request committed, alone or with others. Set for a flow of execution; safe from any thread.</summary>
internal sealed class CommittedTags
{
    private static readonly AsyncLocal<CommittedTags?> Ambient = new();

    private readonly Lock _lock = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Where commits of this flow are told; null: nobody wants to know.</summary>
    public static CommittedTags? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public bool Any
    {
        get
        {
            lock (_lock)
            {
                return _names.Count > 0;
            }
        }
    }

    public IReadOnlyCollection<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _names];
            }
        }
    }

    public void Note(IEnumerable<string> names)
    {
        lock (_lock)
        {
            _names.UnionWith(names);
        }
    }
}
