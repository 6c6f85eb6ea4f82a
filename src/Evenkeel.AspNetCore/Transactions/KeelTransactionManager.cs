using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Transactions;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using IsolationLevel = System.Data.IsolationLevel;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// The transaction manager of the application's context. Inside an operation the application's Begin is a savepoint and its Commit releases
/// it; the real commit follows the answer. Outside, everything goes to the connection as it always did.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by Entity Framework Core's own container.")]
internal sealed class KeelTransactionManager(IRelationalConnection connection, ICurrentDbContext current, IDbContextOptions options)
    : IDbContextTransactionManager, IRelationalTransactionManager, ITransactionEnlistmentManager
{
    private readonly Stack<SavepointTransaction> _nested = [];

    // A retrying execution strategy asks for it before each of its calls.
    private readonly ITransactionEnlistmentManager? _ambient = connection as ITransactionEnlistmentManager;

    // The operation's own transaction is not the application's to see: it would be taken for one to commit.
    public IDbContextTransaction? CurrentTransaction =>
        _nested.TryPeek(out var nested) ? nested : Operation is null ? connection.CurrentTransaction : null;

    private OperationTransaction? Operation => OperationTransaction.Current is { } operation && operation.Covers(current.Context) ? operation : null;

    public Transaction? EnlistedTransaction => _ambient?.EnlistedTransaction;

    public Transaction? CurrentAmbientTransaction => _ambient?.CurrentAmbientTransaction;

    public void EnlistTransaction(Transaction? transaction) => _ambient?.EnlistTransaction(transaction);

    public IDbContextTransaction BeginTransaction() => Begin(null);

    public IDbContextTransaction BeginTransaction(IsolationLevel isolationLevel) => Begin(isolationLevel);

    public Task<IDbContextTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default) => BeginAsync(null, cancellationToken);

    public Task<IDbContextTransaction> BeginTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken = default) =>
        BeginAsync(isolationLevel, cancellationToken);

    public void CommitTransaction()
    {
        if (_nested.TryPeek(out var nested))
        {
            nested.Commit();
            return;
        }

        RefuseInOperation();
        connection.CommitTransaction();
    }

    public Task CommitTransactionAsync(CancellationToken cancellationToken = default)
    {
        if (_nested.TryPeek(out var nested))
        {
            return nested.CommitAsync(cancellationToken);
        }

        RefuseInOperation();
        return connection.CommitTransactionAsync(cancellationToken);
    }

    public void RollbackTransaction()
    {
        if (_nested.TryPeek(out var nested))
        {
            nested.Rollback();
            return;
        }

        RefuseInOperation();
        connection.RollbackTransaction();
    }

    public Task RollbackTransactionAsync(CancellationToken cancellationToken = default)
    {
        if (_nested.TryPeek(out var nested))
        {
            return nested.RollbackAsync(cancellationToken);
        }

        RefuseInOperation();
        return connection.RollbackTransactionAsync(cancellationToken);
    }

    public IDbContextTransaction? UseTransaction(DbTransaction? transaction) => connection.UseTransaction(transaction);

    public IDbContextTransaction? UseTransaction(DbTransaction? transaction, Guid transactionId) => connection.UseTransaction(transaction, transactionId);

    public Task<IDbContextTransaction?> UseTransactionAsync(DbTransaction? transaction, CancellationToken cancellationToken = default) =>
        connection.UseTransactionAsync(transaction, cancellationToken);

    public Task<IDbContextTransaction?> UseTransactionAsync(DbTransaction? transaction, Guid transactionId, CancellationToken cancellationToken = default) =>
        connection.UseTransactionAsync(transaction, transactionId, cancellationToken);

    /// <summary>Called when a pooled context goes back to its pool. In the place of the connection, which then is to be told as well.</summary>
    public void ResetState()
    {
        GiveBack();
        connection.ResetState();
    }

    public async Task ResetStateAsync(CancellationToken cancellationToken = default)
    {
        GiveBack();
        await connection.ResetStateAsync(cancellationToken);
    }

    private void GiveBack()
    {
        _nested.Clear();
        if (OperationTransaction.Current is { Begun: true } operation && !operation.IsCarrier(current.Context)
            && ReferenceEquals(connection.DbConnection, operation.Connection) && RelationalOptionsExtension.Extract(options).Connection is null)
        {
            ContextConnection.GiveBack(connection, options);
        }
    }

    private IDbContextTransaction Begin(IsolationLevel? isolation)
    {
        if (Operation is not { } operation)
        {
            BesideFlush.LetWriteAsync(current.Context).AsTask().GetAwaiter().GetResult();
            return isolation is { } level ? connection.BeginTransaction(level) : connection.BeginTransaction();
        }

        // Only an application that begins synchronously comes here, and then it waits for the database anyway.
        operation.JoinAsync(current.Context, isolation, CancellationToken.None).GetAwaiter().GetResult();
        return Nest(operation);
    }

    private async Task<IDbContextTransaction> BeginAsync(IsolationLevel? isolation, CancellationToken cancel)
    {
        if (Operation is not { } operation)
        {
            await BesideFlush.LetWriteAsync(current.Context);
            return isolation is { } level ? await connection.BeginTransactionAsync(level, cancel) : await connection.BeginTransactionAsync(cancel);
        }

        await operation.JoinAsync(current.Context, isolation, cancel);
        return Nest(operation);
    }

    private void RefuseInOperation()
    {
        if (Operation is not null)
        {
            throw new InvalidOperationException("There is no transaction that the application began; the operation's own commits with its answer.");
        }
    }

    private SavepointTransaction Nest(OperationTransaction operation)
    {
        var delivered = operation.Deliveries.Count;
        var nested = new SavepointTransaction(
            connection.CurrentTransaction!, $"keel_{_nested.Count}", ended => _nested.TryPop(out _), () => operation.Deliveries.CutTo(delivered));
        _nested.Push(nested);
        return nested;
    }
}
