using System.Data;
using System.Data.Common;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>A transaction of the operation's own, on the connection of its request's context.</summary>
internal sealed class OwnCarrier : Carrier
{
    private readonly DbContext _context;
    private readonly IRelationalConnection _connection;
    private readonly IDbContextTransaction _transaction;
    private readonly WriteGate? _gate;
    private readonly bool _rowIsFirst;

    private OwnCarrier(DbContext context, IRelationalConnection connection, IDbContextTransaction transaction, WriteGate? gate, bool rowIsFirst)
    {
        (_context, _connection, _transaction, _gate, _rowIsFirst) = (context, connection, transaction, gate, rowIsFirst);
        Ledger = new LedgerStatements(LedgerTable.Of(context), connection.DbConnection, transaction.GetDbTransaction());
    }

    public override DbConnection Connection => _connection.DbConnection;

    public override DbTransaction Transaction => _transaction.GetDbTransaction();

    public override LedgerStatements Ledger { get; }

    /// <summary>Begins it. The gate, if there is one, has been entered, and is left with the carrier's end.</summary>
    public static async Task<OwnCarrier> BeginAsync(OperationOrder order, DbContext context, WriteGate? gate, IsolationLevel? isolation, CancellationToken cancel)
    {
        var connection = context.GetService<IRelationalConnection>();
        var transaction = isolation is { } level ? await connection.BeginTransactionAsync(level, cancel) : await connection.BeginTransactionAsync(cancel);
        return new OwnCarrier(context, connection, transaction, gate, order.RowFirst);
    }

    public override bool IsOf(DbContext? context) => ReferenceEquals(context, _context);

    public override async Task<bool> KeepAsync(LedgerRecord row)
    {
        if (_rowIsFirst)
        {
            await Ledger.StoreAnswerAsync(row);
        }
        else if (Connection.CanCreateBatch)
        {
            return await BatchedCommit.RunAsync(_context, _transaction, Ledger, row);
        }
        else if (!await Ledger.TryInsertAsync(row, CancellationToken.None))
        {
            return false;
        }

        try
        {
            // From here on the caller's patience no longer counts: a cancelled commit would have an unknown outcome for nothing.
            await _transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            throw new OutcomeUnknownException(error);
        }

        return true;
    }

    public override async ValueTask<Task<bool>> EndAsync(bool inUse)
    {
        try
        {
            Ledger.Dispose();
            await _transaction.DisposeAsync();
        }
        finally
        {
            _gate?.Leave();
        }

        return Task.FromResult(true);
    }
}
