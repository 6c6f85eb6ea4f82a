using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>One gate for each SQLite database of this process. PostgreSQL has many writers at a time and needs none.</summary>
internal sealed class WriteGates(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, WriteGate> _gates = new(StringComparer.Ordinal);

    public WriteGate? Of(DbContext context) =>
        DatabaseEngines.Of(context) == DatabaseEngine.Sqlite ? _gates.GetOrAdd(DatabaseFile.NameOf(context), _ => new WriteGate(clock)) : null;

    /// <summary>Waits for the turn to write something that is no operation; disposing of it leaves the gate.</summary>
    /// <exception cref="TimeoutException">The turn did not come in time.</exception>
    public async ValueTask<IAsyncDisposable?> EnterAsync(DbContext context, TimeSpan atMost, CancellationToken cancel)
    {
        if (Of(context) is not { } gate)
        {
            return null;
        }

        await gate.EnterAsync(shares: false, atMost, cancel);
        return new Turn(gate);
    }

    private sealed class Turn(WriteGate gate) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            gate.Leave();
            return ValueTask.CompletedTask;
        }
    }
}
