using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>Sessions that were valid a moment ago. Whoever asks for one at the same time shares one read of the database.</summary>
internal sealed class SessionCache(SessionStore store, TicketBytes tickets, SessionMetrics metrics, IOptions<UserSessionOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(10);

    private readonly Recent<KeptSession> _kept = new(options.Value, clock);
    private readonly ConcurrentDictionary<string, Reading> _reading = new(StringComparer.Ordinal);
    private long _ended;

    /// <returns>Null: there is none. One without a ticket was ended.</returns>
    public ValueTask<KeptSession?> FindAsync(string key, CancellationToken cancel) => _kept.Find(key) is { } kept ? new(kept) : new(ReadSharedAsync(key, cancel));

    /// <summary>The next one to ask for it reads it anew, also if it is being read at this moment.</summary>
    public void Forget(string key)
    {
        ForgetReadings();
        _kept.Remove(key);
    }

    /// <summary>The same of all that match.</summary>
    public void ForgetWhere(Func<SessionRow, bool> matches)
    {
        ForgetReadings();
        _kept.RemoveWhere(each => matches(each.Row));
    }

    private void ForgetReadings()
    {
        Interlocked.Increment(ref _ended);
        _reading.Clear();
    }

    private async Task<KeptSession?> ReadSharedAsync(string key, CancellationToken cancel)
    {
        // One that gives up must not take the others' reading along, nor lend them its command, its tenant or its culture. One that takes long says what was, and the next one to come wants to know what is.
        var reading = _reading.AddOrUpdate(key, Begin, (_, other) => _kept.IsRecent(other.AskedAt) ? other : Begin(key));
        try
        {
            return await reading.Session.Value.WaitAsync(cancel);
        }
        finally
        {
            if (reading.Session.Value.IsCompleted)
            {
                _reading.TryRemove(new(key, reading));
            }
        }
    }

    private Reading Begin(string key)
    {
        var asked = clock.GetTimestamp();
        return new(asked, new(() => ReadApart(key, asked)));
    }

    private Task<KeptSession?> ReadApart(string key, long asked)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => ReadAsync(key, asked));
        }
    }

    private async Task<KeptSession?> ReadAsync(string key, long asked)
    {
        using var longest = new CancellationTokenSource(LongestRead, clock);
        var (ended, hash) = (Interlocked.Read(ref _ended), SessionKey.Hash(key));
        metrics.Loads.Add(1);
        if (await store.FindAsync(hash, longest.Token) is not { } row)
        {
            _kept.Remove(key);
            return null;
        }

        var known = _kept.Last(key);
        var ticket = row.Ticket is null ? null
            : known is { Ticket: not null } && known.Row.Ticket.AsSpan().SequenceEqual(row.Ticket) ? known.Ticket
            : await tickets.ReadAsync(row.Ticket, hash, longest.Token);
        var read = new KeptSession(row, ticket);
        if (ended == Interlocked.Read(ref _ended))
        {
            _kept.Keep(key, read, asked);
            if (ended != Interlocked.Read(ref _ended))
            {
                // Ended between the two lines above.
                _kept.Remove(key);
            }
        }

        return read;
    }

    private sealed record Reading(long AskedAt, Lazy<Task<KeptSession?>> Session);
}
