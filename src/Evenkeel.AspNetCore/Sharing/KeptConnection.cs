using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>A connection of <see cref="KeptConnections"/>. Used by whoever was lent it.</summary>
internal sealed class KeptConnection(KeptConnections connections, SideContext side, long openedAt, int generation) : IDisposable
{
    private readonly KeptConnections _connections = connections;
    private LedgerStatements? _ledger;
    private Return? _lease;
    private DbContext? _reader;
    private DbContextId _read;
    private int _readers;

    public long OpenedAt => openedAt;

    /// <summary>How often all had been forgotten when it was opened.</summary>
    public int Generation => generation;

    public IRelationalConnection Connection { get; } = side.Context.GetService<IRelationalConnection>();

    /// <summary>Prepared with its first use, for as long as the connection is kept.</summary>
    public LedgerStatements Ledger => _ledger ??= new LedgerStatements(LedgerTable.Of(side.Context), Connection.DbConnection, transaction: null);

    /// <summary>Lends it to a statement of a context.</summary>
    /// <returns>Disposing of it gives the connection back.</returns>
    public IDisposable LendTo(DbContext context)
    {
        _read = context.ContextId;
        Volatile.Write(ref _readers, 1);
        Volatile.Write(ref _reader, context);
        return _lease ??= new Return(this);
    }

    /// <summary>Whether a statement of this context is read over it now.</summary>
    public bool IsLentTo(DbContext context) => ReferenceEquals(Volatile.Read(ref _reader), context) && context.ContextId == _read;

    /// <summary>Lends it to one more statement of the context that has it.</summary>
    /// <returns>Disposing of it gives the connection back, when all have.</returns>
    public IDisposable LendAgain()
    {
        Interlocked.Increment(ref _readers);
        return _lease!;
    }

    /// <summary>Takes it from a reader that nobody will read to its end: its context was disposed of, or serves another request.</summary>
    public bool TryTakeBack() =>
        Volatile.Read(ref _reader) is { } reader && (reader.ContextId != _read || IsDisposed(reader)) && Interlocked.CompareExchange(ref _reader, null, reader) == reader;

    public void Dispose()
    {
        _connections.Drop(this);
        _ledger?.Dispose();

        // SQLite closes without waiting for anything.
        side.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static bool IsDisposed(DbContext context)
    {
        try
        {
            _ = context.Model;
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private sealed class Return(KeptConnection connection) : IDisposable
    {
        public void Dispose()
        {
            if (Volatile.Read(ref connection._reader) is not null && Interlocked.Decrement(ref connection._readers) == 0 && Interlocked.Exchange(ref connection._reader, null) is not null)
            {
                connection._connections.Return(connection);
            }
        }
    }
}
