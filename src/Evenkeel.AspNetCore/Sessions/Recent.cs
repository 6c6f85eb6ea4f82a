using System.Collections.Concurrent;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>What this instance has learned within <see cref="UserSessionOptions.ValidFor"/>, and no more of it than <see cref="UserSessionOptions.MaxKept"/>. Thread-safe.</summary>
internal sealed class Recent<T>(UserSessionOptions options, TimeProvider clock)
    where T : class
{
    private readonly ConcurrentDictionary<string, (T Value, long Since)> _all = new(StringComparer.Ordinal);
    private long _sweptAt;

    /// <returns>Null: nothing that could still be trusted.</returns>
    public T? Find(string key) => _all.TryGetValue(key, out var found) && IsRecent(found.Since) ? found.Value : null;

    /// <summary>What was learned last, however long ago.</summary>
    public T? Last(string key) => _all.TryGetValue(key, out var found) ? found.Value : null;

    public bool IsRecent(long since) => clock.GetElapsedTime(since) < options.ValidFor;

    /// <param name="key">What it is known by.</param>
    /// <param name="value">What was learned.</param>
    /// <param name="since">When it was asked for: it is trusted from then on, and not from when the answer came.</param>
    public void Keep(string key, T value, long since)
    {
        if (HasRoom(key))
        {
            _all[key] = (value, since);
        }
    }

    public void Remove(string key) => _all.TryRemove(key, out _);

    public void RemoveWhere(Func<T, bool> matches)
    {
        foreach (var each in _all.Where(each => matches(each.Value.Value)))
        {
            _all.TryRemove(each);
        }
    }

    private bool HasRoom(string key)
    {
        if (options.ValidFor == TimeSpan.Zero || options.MaxKept == 0)
        {
            return false;
        }

        if (_all.Count < options.MaxKept || _all.ContainsKey(key))
        {
            return true;
        }

        if (!IsRecent(Interlocked.Read(ref _sweptAt)))
        {
            Interlocked.Exchange(ref _sweptAt, clock.GetTimestamp());
            foreach (var each in _all.Where(each => !IsRecent(each.Value.Since)))
            {
                _all.TryRemove(each);
            }
        }

        return _all.Count < options.MaxKept;
    }
}
