using System.Data.Common;
using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Tracking;
using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// What a <c>.SingleSave()</c> handler saved, which waits for its answer: save, ledger row and commit are then one exchange with the database. Several statements that a
/// client of PostgreSQL sends at once are one transaction by themselves.
/// </summary>
internal sealed class DeferredSave(LedgerTable ledger, ModificationCommandBatch batch, IRelationalConnection connection)
{
    private LedgerRecord? _row;
    private ChangeSet? _changes;

    /// <summary>
    /// Whether a batch may wait: it only inserts, and nothing is read back. An update that meets no row is noticed only after the exchange, when it is committed.
    /// </summary>
    public static bool IsPossible(ModificationCommandBatch batch) =>
        batch.ModificationCommands.All(each => each.EntityState == EntityState.Added && !each.ColumnModifications.Any(column => column.IsRead));

    /// <summary>Whether its statements are on their way to be committed.</summary>
    public bool IsCommitting => _row is not null;

    public int Count => batch.ModificationCommands.Count;

    /// <summary>Saves in the connection's transaction, as if it had never waited.</summary>
    public Task RunAsync(CancellationToken cancel) => batch.ExecuteAsync(connection, cancel);

    /// <summary>Saves, with the operation's row.</summary>
    /// <exception cref="OutcomeUnknownException">The connection was lost on the way.</exception>
    public async Task<SavedInOne> CommitAsync(LedgerRecord row, ChangeSet changes, CancellationToken cancel)
    {
        (_row, _changes) = (row, changes);
        try
        {
            await batch.ExecuteAsync(connection, CancellationToken.None);
            Apply();
            return SavedInOne.Kept;
        }
        catch (DbUpdateException error) when (error.InnerException is DbException { SqlState: { } state } && IsRefusal(state))
        {
            // A duplicate's doing, or the application's own constraint.
            return state == LedgerStatements.KeyTaken && await ledger.FindAsync(connection, row.Key, cancel) is not null ? SavedInOne.Taken : SavedInOne.Refused;
        }
        catch (Exception error)
        {
            Apply();
            throw new OutcomeUnknownException(error);
        }
    }

    /// <summary>Adds the row to the statements of the save, when they are about to be sent.</summary>
    /// <returns>False: they are to be sent as they are.</returns>
    public bool TryComplete(DbCommand command)
    {
        if (_row is not { } row)
        {
            return false;
        }

        ledger.AppendInsert(command, row);
        if (Log is { } log && !_changes!.IsEmpty)
        {
            log.AppendTo(command, _changes);
        }

        return true;
    }

    private IChangeLog? Log => ContextTracking.Of(connection.Context)?.Tracker.Log;

    private void Apply()
    {
        if (!_changes!.IsEmpty)
        {
            Log?.Apply(new ChangeRecord(_changes));
        }
    }

    // What ends the session may have come after the commit: shutdown, lost connection, internal error. So may "statement completion unknown".
    private static bool IsRefusal(string state) => state[..2] is not ("08" or "57" or "58" or "XX") && state != "40003";
}
