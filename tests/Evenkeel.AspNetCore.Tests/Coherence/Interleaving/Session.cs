namespace Evenkeel.AspNetCore.Tests.Coherence.Interleaving;

/// <summary>
/// A database context: what it has read once it gives out again (a tracked row), and some see everything as it was at their first use (a snapshot).
/// </summary>
internal sealed class Session(Database database, Func<long> sequence, bool isSnapshot)
{
    private readonly Dictionary<int, int> _tracked = [];
    private int[]? _snapshot;

    /// <summary>The node's sequence from before the first use.</summary>
    public long? Began { get; private set; }

    /// <summary>What had been invalidated by then: it cannot be younger.</summary>
    public int[]? Floor { get; private set; }

    public int Read(int table)
    {
        if (Began is null)
        {
            Floor = [.. database.Invalidated];
            Began = sequence();
            _snapshot = isSnapshot ? [.. database.Committed] : null;
        }

        if (!_tracked.TryGetValue(table, out var version))
        {
            version = (_snapshot ?? database.Committed)[table];
            _tracked[table] = version;
        }

        return version;
    }
}
