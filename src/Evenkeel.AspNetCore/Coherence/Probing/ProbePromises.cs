namespace Evenkeel.AspNetCore.Coherence.Probing;

/// <summary>Which number of each instance a cached read must not be behind any more. Used by one loop.</summary>
internal sealed class ProbePromises
{
    private readonly Dictionary<string, long> _promised = [];
    private readonly Dictionary<string, Queue<(long Number, long At)>> _seen = [];

    public IReadOnlyCollection<string> Nodes => _promised.Keys;

    /// <summary>The database holds this number: it is promised when this node has caught up, or after a lease.</summary>
    public void Saw(string node, long number, long at)
    {
        _promised.TryAdd(node, 0);
        if (!_seen.TryGetValue(node, out var seen))
        {
            _seen.Add(node, seen = new());
        }

        seen.Enqueue((number, at));
    }

    /// <summary>From now on no cached read may be behind this.</summary>
    public void Promise(string node, long number) => _promised[node] = Math.Max(number, _promised.GetValueOrDefault(node));

    /// <summary>The same for all that had been seen by <paramref name="at"/>.</summary>
    public void PromiseSeen(long at)
    {
        foreach (var (node, seen) in _seen)
        {
            while (seen.TryPeek(out var first) && first.At <= at)
            {
                Promise(node, seen.Dequeue().Number);
            }
        }
    }

    public long Of(string node) => _promised.GetValueOrDefault(node);

    /// <summary>Instances that are gone are asked for no more.</summary>
    public void Keep(IReadOnlyCollection<string> nodes)
    {
        foreach (var gone in _promised.Keys.Except(nodes).ToList())
        {
            _promised.Remove(gone);
            _seen.Remove(gone);
        }
    }

    /// <summary>The database is another one, or an earlier state of it.</summary>
    public void Clear()
    {
        _promised.Clear();
        _seen.Clear();
    }
}
