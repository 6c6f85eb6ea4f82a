using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>A connection of <see cref="KeptConnections"/>. Used by whoever was lent it.</summary>
internal sealed class KeptConnection(SideContext side, long openedAt) : IDisposable
{
    private LedgerStatements? _ledger;

    public long OpenedAt => openedAt;

    public IRelationalConnection Connection { get; } = side.Context.GetService<IRelationalConnection>();

    /// <summary>Prepared with its first use, for as long as the connection is kept.</summary>
    public LedgerStatements Ledger => _ledger ??= new LedgerStatements(LedgerTable.Of(side.Context), Connection.DbConnection, transaction: null);

    public void Dispose()
    {
        _ledger?.Dispose();

        // SQLite closes without waiting for anything.
        side.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
