using System.Data.Common;
using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>The transaction that carries one operation: its own, or its part of a shared one.</summary>
internal abstract class Carrier
{
    public abstract DbConnection Connection { get; }

    public abstract DbTransaction Transaction { get; }

    /// <summary>The ledger as the operation's transaction sees it.</summary>
    public abstract LedgerStatements Ledger { get; }

    /// <summary>Whether the transaction lives on this context's own connection.</summary>
    public abstract bool IsOf(DbContext? context);

    /// <summary>Keeps the operation, with its row. A transaction of its own is committed; a shared one may fail later, see <see cref="EndAsync"/>.</summary>
    /// <returns>False: the key is taken.</returns>
    public abstract Task<bool> KeepAsync(LedgerRecord row);

    /// <summary>Ends when the transaction has committed what was kept, with others if it is shared.</summary>
    public virtual Task<bool> Committed => Task.FromResult(true);

    /// <summary>Undoes what was not kept and gives the connection up.</summary>
    /// <param name="inUse">Somebody may still use the connection.</param>
    /// <returns>When it is known, whether what the operation saw and wrote stands. False: it is to run again.</returns>
    public abstract ValueTask<Task<bool>> EndAsync(bool inUse);
}
