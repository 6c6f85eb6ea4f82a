using System.Data;
using System.Data.Common;
using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Deliveries;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// One attempt of one operation: the transaction that holds its ledger row and its handler's writes. It begins with the handler's
/// first write, so that reading handlers lock nothing.
/// </summary>
internal sealed class OperationTransaction(OperationOrder order, DbContext context) : IAsyncDisposable
{
    private static readonly AsyncLocal<OperationTransaction?> Ambient = new();

    private readonly EnlistedContexts _enlisted = new();
    private readonly KeyTurn _turn = new(order, context);
    private readonly SemaphoreSlim _beginning = new(1, 1);
    private Carrier? _carrier;
    private DeferredSave? _save;
    private bool _savepointsBefore;
    private long _begunAt;
    private bool _ended;

    /// <summary>The operation whose handler runs on this async flow, or null.</summary>
    public static OperationTransaction? Current => Ambient.Value is { _ended: false } current ? current : null;

    /// <summary>Whether the key turned out to be taken by a duplicate.</summary>
    public bool Taken { get; private set; }

    /// <summary>Whether this attempt does not count: it is to be made again, by itself and with care.</summary>
    public bool IsVoid { get; private set; }

    public LedgerKey Key => order.Row.Key;

    /// <summary>What is to be delivered if the operation is kept.</summary>
    public PendingDeliveries Deliveries { get; } = new();

    /// <summary>What changes for others if the operation is kept.</summary>
    public ChangeSet Changes { get; } = new();

    public bool Begun => _carrier is not null;

    /// <summary>Whether its handler has written, even if that waits for the answer.</summary>
    public bool HasWritten => Begun || _save is not null;

    public DbTransaction? Transaction => _carrier?.Transaction;

    public DbConnection Connection => _carrier!.Connection;

    /// <summary>After the end, and when it is known: whether what the operation saw and wrote stands. False: it is to run again.</summary>
    public Task<bool> Outcome { get; private set; } = Task.FromResult(true);

    /// <summary>Makes this the current operation of the calling async flow, which ends with the method that calls it.</summary>
    public void Enter() => Ambient.Value = this;

    public bool Covers(DbContext? other) => order.Store.Covers(other);

    /// <summary>Whether the operation's transaction lives on this context's own connection.</summary>
    public bool IsCarrier(DbContext? other) => _carrier?.IsOf(other) == true;

    /// <summary>Whether the next save of this context could wait for the answer.</summary>
    public bool MayDefer(DbContext? saver) =>
        order is { SingleSave: true, Careful: false, RowFirst: false, Group: null } && !HasWritten && !Taken && ReferenceEquals(saver, context);

    /// <summary>Has a save wait for the answer.</summary>
    /// <returns>How many rows it will have written.</returns>
    public int Defer(ModificationCommandBatch batch, IRelationalConnection connection)
    {
        _save = new DeferredSave(LedgerTable.Of(context), batch, connection);
        return _save.Count;
    }

    /// <summary>Whether the save that waited is being sent, with the ledger row.</summary>
    public bool IsCompleting => _save?.IsCommitting == true;

    /// <summary>Adds the ledger row to a save that waited, when it is about to be sent.</summary>
    public bool TryComplete(DbCommand command) => _save?.TryComplete(command) == true;

    /// <summary>Whether it is an operation of this application, of several in one process.</summary>
    public bool IsOf(ApplicationStore application) => ReferenceEquals(order.Store, application);

    /// <summary>Whether a write through this connection goes to the operation's database, and not with the operation.</summary>
    public bool Misses(DbConnection other) =>
        !(Begun && ReferenceEquals(other, Connection)) && DatabaseFile.IsSame(other, Begun ? Connection : context.Database.GetDbConnection());

    /// <summary>Joins the transaction that earlier operations of its flush have begun, before the handler runs: it reads what they wrote.</summary>
    /// <returns>False: it cannot, and is to run by itself.</returns>
    public async Task<bool> TryAdmitAsync(SharedTransaction open, CancellationToken cancel)
    {
        if (context.Database.GetDbConnection().State != ConnectionState.Closed || !open.IsIn(context))
        {
            return false;
        }

        _begunAt = order.Clock.GetTimestamp();
        await open.AdmitAsync(cancel);
        _carrier = new SharedCarrier(open, gate: null);
        await _enlisted.AddAsync(context, _carrier, savepoints: false, cancel);
        return true;
    }

    /// <summary>Begins the transaction if it has not begun, and has <paramref name="writer"/> write through it.</summary>
    /// <exception cref="OperationTakenException">A duplicate committed first.</exception>
    /// <exception cref="DatabaseBusyException">The database did not let the write begin in time.</exception>
    public async Task JoinAsync(DbContext writer, IsolationLevel? isolation, CancellationToken cancel)
    {
        await BeginAsync(isolation, cancel);
        await _enlisted.AddAsync(writer, _carrier!, order.Careful || _carrier is OwnCarrier, cancel);
    }

    /// <summary>Begins the transaction, if it has not begun.</summary>
    public async Task BeginAsync(IsolationLevel? isolation, CancellationToken cancel)
    {
        await _beginning.WaitAsync(cancel);
        try
        {
            if (Taken)
            {
                throw new OperationTakenException();
            }

            if (_carrier is null)
            {
                await BeginCarrierAsync(isolation, cancel);
                await SaveDeferredAsync(cancel);
            }
            else if (isolation is not null && _carrier is SharedCarrier)
            {
                IsVoid = true;
            }
        }
        finally
        {
            _beginning.Release();
        }
    }

    /// <summary>A SaveChanges failed. Its handler may go on, and then it counts on what Entity Framework Core does by savepoints.</summary>
    public void SaveFailed() => IsVoid |= Begun && !order.Careful;

    /// <summary>Its connection's settings are no longer what the next operation expects.</summary>
    public void ChangesSettings() => (_carrier as SharedCarrier)?.TakeNoMore();

    /// <summary>Keeps the operation with its answer.</summary>
    /// <exception cref="OutcomeUnknownException">The commit failed.</exception>
    public async Task KeepAsync(StoredAnswer answer, CancellationToken cancel)
    {
        // An adopted endpoint keeps what it wrote before it refused; that is not what was asked for.
        var row = order.Row with { Answer = answer, Companion = answer.Status < 400 ? order.Companion : null };
        if (_save is { } save && _carrier is null && Deliveries.Count == 0)
        {
            Enter();
            (Taken, IsVoid) = await save.CommitAsync(row, Changes, cancel) switch
            {
                SavedInOne.Kept => (false, false),
                SavedInOne.Taken => (true, false),
                _ => (false, true),
            };
            return;
        }

        if (_carrier is null)
        {
            await BeginAsync(isolation: null, cancel);
        }

        if (!_enlisted.Release(Connection))
        {
            IsVoid = true;
            return;
        }

        await Deliveries.StoreAsync(Connection, Transaction!);
        if (!Changes.IsEmpty)
        {
            TransactionChanges.Of(Transaction!).Add(Changes);
        }

        Taken = !await _carrier!.KeepAsync(row);
        Deliveries.TellWhen(_carrier.Committed);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            await EndCarrierAsync();
            _beginning.Dispose();
        }
    }

    private async Task SaveDeferredAsync(CancellationToken cancel)
    {
        if (_save is not { } save)
        {
            return;
        }

        try
        {
            await save.RunAsync(cancel);
        }
        catch
        {
            // It fails where its handler does not expect it.
            IsVoid = true;
            throw;
        }
    }

    private async Task BeginCarrierAsync(IsolationLevel? isolation, CancellationToken cancel)
    {
        await _turn.EnterAsync(cancel);
        _carrier = await Carriers.BeginAsync(order, context, isolation, cancel);
        _begunAt = order.Clock.GetTimestamp();
        if (_carrier is OwnCarrier && !order.Careful)
        {
            (_savepointsBefore, context.Database.AutoSavepointsEnabled) = (context.Database.AutoSavepointsEnabled, false);
        }

        if (!await _turn.IsFreeAsync(_carrier.Ledger, cancel))
        {
            Taken = true;
            await EndCarrierAsync();
            throw new OperationTakenException();
        }
    }

    private async ValueTask EndCarrierAsync()
    {
        try
        {
            await EndCarrierOnlyAsync();
        }
        finally
        {
            _turn.Leave();
        }
    }

    private async ValueTask EndCarrierOnlyAsync()
    {
        if (_carrier is not { } carrier)
        {
            return;
        }

        var free = _enlisted.Release(carrier.Connection);
        if (carrier is OwnCarrier && !order.Careful)
        {
            RestoreSavepoints();
        }

        if (carrier is SharedCarrier)
        {
            order.Pace.Note(_begunAt);
        }

        _carrier = null;
        Outcome = await carrier.EndAsync(inUse: !free);
    }

    private void RestoreSavepoints()
    {
        try
        {
            context.Database.AutoSavepointsEnabled = _savepointsBefore;
        }
        catch (ObjectDisposedException)
        {
            // The handler disposed it.
        }
    }
}
