using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>A connection of <see cref="KeptConnections"/>. Used by whoever was lent it.</summary>
internal sealed class KeptConnection(KeptConnections connections, SideContext side, string? database, long openedAt, int generation) : IDisposable
{
    private readonly KeptConnections _connections = connections;
    private LedgerStatements? _ledger;
    private Return? _lease;

    /// <summary>The connection string of the requests that may use it.</summary>
    public string? Database => database;

    public long OpenedAt => openedAt;

    /// <summary>How often all had been forgotten when it was opened.</summary>
    public int Generation => generation;

    public IRelationalConnection Connection { get; } = side.Context.GetService<IRelationalConnection>();

    /// <summary>Prepared with its first use, for as long as the connection is kept.</summary>
    public LedgerStatements Ledger => _ledger ??= new LedgerStatements(LedgerTable.Of(side.Context), Connection.DbConnection, transaction: null);

    /// <summary>Disposing of it gives the connection back.</summary>
    public IDisposable Lease => _lease ??= new Return(this);

    public void Dispose()
    {
        _ledger?.Dispose();

        // SQLite closes without waiting for anything.
        side.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private sealed class Return(KeptConnection connection) : IDisposable
    {
        public void Dispose() => connection._connections.Return(connection);
    }
}
