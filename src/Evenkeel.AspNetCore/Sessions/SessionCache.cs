using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>Sessions that were valid a moment ago. Whoever asks for one at the same time shares one read of the database.</summary>
internal sealed class SessionCache(SessionStore store, TicketBytes tickets, SessionMetrics metrics, IOptions<UserSessionOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, KeptSession> _kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<KeptSession?>>> _reading = new(StringComparer.Ordinal);
    private readonly UserSessionOptions _options = options.Value;
    private long _ended;
    private long _sweptAt;

    /// <returns>Null: there is none. One without a ticket was ended.</returns>
    public ValueTask<KeptSession?> FindAsync(string key, CancellationToken cancel) =>
        _kept.TryGetValue(key, out var kept) && clock.GetElapsedTime(kept.AskedAt) < _options.ValidFor ? new(kept) : new(ReadSharedAsync(key, cancel));

    /// <summary>The next one to ask for it reads it anew.</summary>
    public void Forget(string key) => ForgetWhere(each => each.Key == key);

    /// <summary>All that match are read anew by the next one to ask for them, also if they are being read at this moment.</summary>
    public void ForgetWhere(Func<KeyValuePair<string, KeptSession>, bool> matches)
    {
        Interlocked.Increment(ref _ended);
        _reading.Clear();
        foreach (var each in _kept.Where(matches))
        {
            _kept.TryRemove(each);
        }
    }

    private async Task<KeptSession?> ReadSharedAsync(string key, CancellationToken cancel)
    {
        // One that gives up must not take the others' reading along, nor lend them its command, its tenant or its culture.
        var reading = _reading.GetOrAdd(key, _ => new(() => ReadApart(key)));
        try
        {
            return await reading.Value.WaitAsync(cancel);
        }
        finally
        {
            if (reading.Value.IsCompleted)
            {
                _reading.TryRemove(new(key, reading));
            }
        }
    }

    private Task<KeptSession?> ReadApart(string key)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => ReadAsync(key));
        }
    }

    private async Task<KeptSession?> ReadAsync(string key)
    {
        using var longest = new CancellationTokenSource(LongestRead, clock);
        var (asked, ended, hash) = (clock.GetTimestamp(), Interlocked.Read(ref _ended), SessionKey.Hash(key));
        metrics.Loads.Add(1);
        if (await store.FindAsync(hash, longest.Token) is not { } row)
        {
            _kept.TryRemove(key, out _);
            return null;
        }

        var known = _kept.GetValueOrDefault(key);
        var ticket = row.Ticket is null ? null
            : known is { Ticket: not null } && known.Row.Ticket.AsSpan().SequenceEqual(row.Ticket) ? known.Ticket
            : await tickets.ReadAsync(row.Ticket, hash, longest.Token);
        var read = new KeptSession(row, ticket, asked);
        if (ended == Interlocked.Read(ref _ended) && HasRoom(key))
        {
            _kept[key] = read;
        }

        return read;
    }

    private bool HasRoom(string key)
    {
        if (_options.ValidFor == TimeSpan.Zero || _options.MaxKept == 0)
        {
            return false;
        }

        if (_kept.Count < _options.MaxKept || _kept.ContainsKey(key))
        {
            return true;
        }

        if (clock.GetElapsedTime(Interlocked.Read(ref _sweptAt)) >= _options.ValidFor)
        {
            Interlocked.Exchange(ref _sweptAt, clock.GetTimestamp());
            foreach (var each in _kept.Where(each => clock.GetElapsedTime(each.Value.AskedAt) >= _options.ValidFor))
            {
                _kept.TryRemove(each);
            }
        }

        return _kept.Count < _options.MaxKept;
    }
}
