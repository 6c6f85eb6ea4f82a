using System.Data;
using System.Data.Common;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// One attempt of one operation: the transaction that holds its ledger row and its handler's writes. It begins with the handler's
/// first write, so that reading handlers lock nothing, and it lives on the connection of the request's own context.
/// </summary>
internal sealed class OperationTransaction : IAsyncDisposable
{
    private const string SerializationFailure = "40001";

    private static readonly AsyncLocal<OperationTransaction?> Ambient = new();

    private readonly OperationOrder _order;
    private readonly DbContext _carrier;
    private readonly IRelationalConnection _connection;
    private readonly LedgerTable _ledger;
    private readonly EnlistedContexts _enlisted = new();
    private readonly SemaphoreSlim _beginning = new(1, 1);
    private SemaphoreSlim? _gate;
    private IDbContextTransaction? _transaction;
    private bool _ended;

    public OperationTransaction(OperationOrder order, DbContext carrier)
    {
        _order = order;
        _carrier = carrier;
        _connection = carrier.GetService<IRelationalConnection>();
        _ledger = LedgerTable.Of(carrier);
    }

    /// <summary>The operation whose handler runs on this async flow, or null.</summary>
    public static OperationTransaction? Current => Ambient.Value is { _ended: false } current ? current : null;

    /// <summary>Whether the key turned out to be taken by a duplicate.</summary>
    public bool Taken { get; private set; }

    public bool Begun => _transaction is not null;

    public DbTransaction? Transaction => _transaction?.GetDbTransaction();

    public DbConnection Connection => _connection.DbConnection;

    /// <summary>Makes this the current operation of the calling async flow, which ends with the method that calls it.</summary>
    public void Enter() => Ambient.Value = this;

    public bool Covers(DbContext? context) => _order.Store.Covers(context);

    public bool IsCarrier(DbContext? context) => ReferenceEquals(context, _carrier);

    /// <summary>Begins the transaction if it has not begun, and has <paramref name="writer"/> write through it.</summary>
    /// <exception cref="OperationTakenException">A duplicate committed first.</exception>
    /// <exception cref="DatabaseBusyException">The database did not let the write begin in time.</exception>
    public async Task JoinAsync(DbContext writer, IsolationLevel? isolation, CancellationToken cancel)
    {
        await BeginAsync(isolation, cancel);
        if (!IsCarrier(writer))
        {
            await _enlisted.AddAsync(writer, Connection, Transaction!, cancel);
        }
    }

    /// <summary>Begins the transaction with the ledger row in it, if it has not begun.</summary>
    public async Task BeginAsync(IsolationLevel? isolation, CancellationToken cancel)
    {
        await _beginning.WaitAsync(cancel);
        try
        {
            if (Taken)
            {
                throw new OperationTakenException();
            }

            if (_transaction is null)
            {
                await BeginTransactionAsync(isolation, cancel);
            }
        }
        finally
        {
            _beginning.Release();
        }
    }

    /// <summary>Stores the answer and commits everything.</summary>
    /// <exception cref="OutcomeUnknownException">The commit failed.</exception>
    public async Task CommitAsync(StoredAnswer answer, CancellationToken cancel)
    {
        if (_transaction is null)
        {
            await BeginAsync(isolation: null, cancel);
        }

        await _ledger.StoreAnswerAsync(_connection, _order.Key, answer, cancel);
        try
        {
            // From here on the caller's patience no longer counts: a cancelled commit would have an unknown outcome for nothing.
            await _transaction!.CommitAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            throw new OutcomeUnknownException(error);
        }

        await EndAsync();
    }

    public ValueTask DisposeAsync() => EndAsync();

    private async Task BeginTransactionAsync(IsolationLevel? isolation, CancellationToken cancel)
    {
        try
        {
            _gate = await _order.Gates.EnterAsync(_carrier, DatabaseEngines.Of(_carrier), _order.WriteWait, cancel);
            _transaction = isolation is { } level
                ? await _connection.BeginTransactionAsync(level, cancel)
                : await _connection.BeginTransactionAsync(cancel);
        }
        catch (Exception error) when (error is TimeoutException or DbException)
        {
            await EndTransactionAsync();
            throw new DatabaseBusyException(error);
        }

        if (!await TryInsertAsync(cancel))
        {
            Taken = true;
            await EndTransactionAsync();
            throw new OperationTakenException();
        }
    }

    private async Task<bool> TryInsertAsync(CancellationToken cancel)
    {
        try
        {
            return await _ledger.TryInsertAsync(_connection, _order.Key, LedgerState.Applied, _order.Fingerprint, _order.Action, answer: null, _order.KeptSince, cancel);
        }
        catch (DbException error) when (error.SqlState == SerializationFailure)
        {
            // A snapshot transaction on PostgreSQL that waited for a duplicate hears of its commit by this, in place of ON CONFLICT.
            return false;
        }
    }

    private async ValueTask EndAsync()
    {
        if (!_ended)
        {
            _ended = true;
            await EndTransactionAsync();
            _beginning.Dispose();
        }
    }

    private async ValueTask EndTransactionAsync()
    {
        _enlisted.Release(Connection);
        try
        {
            if (_transaction is { } transaction)
            {
                _transaction = null;
                await transaction.DisposeAsync();
            }
        }
        finally
        {
            _gate?.Release();
            _gate = null;
        }
    }
}
