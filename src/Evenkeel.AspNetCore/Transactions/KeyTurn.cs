using System.Data.Common;
using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>An operation's turn among those with the same key: a duplicate waits for the first before it writes, and then asks the ledger again.</summary>
internal sealed class KeyTurn(OperationOrder order, DbContext context)
{
    private const string SerializationFailure = "40001";

    private bool _waited;
    private bool _isHeld;

    /// <summary>Waits for the turn. On SQLite there is none to wait for: a duplicate waits at the gate, like any other writer.</summary>
    /// <exception cref="DatabaseBusyException">The one before took too long.</exception>
    public async ValueTask EnterAsync(CancellationToken cancel)
    {
        if (order.Gates.Of(context) is not null)
        {
            _waited = true;
            return;
        }

        try
        {
            _waited = await order.InFlight.EnterAsync(order.Row.Key, order.WriteWait, cancel);
            _isHeld = true;
        }
        catch (TimeoutException error)
        {
            throw new DatabaseBusyException(error);
        }
    }

    /// <summary>Asks, inside the operation's transaction, whether the key is still free; where the row goes first, writes it.</summary>
    public async Task<bool> IsFreeAsync(LedgerStatements ledger, CancellationToken cancel)
    {
        if (!order.RowFirst)
        {
            return !_waited || await ledger.FindAsync(order.Row.Key, cancel) is null;
        }

        try
        {
            return await ledger.TryInsertAsync(order.Row, cancel);
        }
        catch (DbException error) when (error.SqlState == SerializationFailure)
        {
            // A snapshot transaction on PostgreSQL that waited for a duplicate hears of its commit by this, in place of ON CONFLICT.
            return false;
        }
    }

    public void Leave()
    {
        if (_isHeld)
        {
            _isHeld = false;
            order.InFlight.Leave(order.Row.Key);
        }
    }
}
