using Evenkeel.AspNetCore.Coherence.Fills;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>What became of the requests of one cached query, for people to look at. A hit costs one counter. Thread-safe.</summary>
internal sealed class QueryRecord
{
    private const int MostFills = 16;

    private readonly Lock _gate = new();
    private readonly List<RecordedFill> _fills = [];
    private long _hits;
    private long _misses;
    private long _passes;
    private long _filled;
    private int _hasRefused;

    public long Hits => Volatile.Read(ref _hits);

    public long Misses => Volatile.Read(ref _misses);

    /// <summary>Requests that went past the cache.</summary>
    public long Passes => Volatile.Read(ref _passes);

    public long Fills => Volatile.Read(ref _filled);

    /// <summary>The last ones, one for each target, the latest last.</summary>
    public IReadOnlyList<RecordedFill> Recent
    {
        get
        {
            lock (_gate)
            {
                return [.. _fills];
            }
        }
    }

    public void Hit() => Interlocked.Increment(ref _hits);

    public void Missed() => Interlocked.Increment(ref _misses);

    public void Passed() => Interlocked.Increment(ref _passes);

    public bool IsFirstRefusal() => Interlocked.Exchange(ref _hasRefused, 1) == 0;

    public void Filled(QueryTarget target, Fill fill, DateTimeOffset at)
    {
        Interlocked.Increment(ref _filled);
        lock (_gate)
        {
            var earlier = _fills.FindIndex(each => each.Target == target.Key);
            var before = earlier < 0 ? null : _fills[earlier];
            if (earlier >= 0 || _fills.Count == MostFills)
            {
                _fills.RemoveAt(Math.Max(earlier, 0));
            }

            _fills.Add(new RecordedFill(target.Key, at, fill.Started, fill.Tags, before?.Change ?? before?.LastChange));
        }
    }
}
