using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// The transaction manager of the application's context. Inside an operation the application's Begin is a savepoint and its Commit releases
/// it; the real commit follows the answer. Outside, everything goes to the connection as it always did.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by Entity Framework Core's own container.")]
internal sealed class KeelTransactionManager(IRelationalConnection connection, ICurrentDbContext current, IDbContextOptions options)
    : IDbContextTransactionManager, IRelationalTransactionManager
{
    private readonly Stack<SavepointTransaction> _nested = [];

    public IDbContextTransaction? CurrentTransaction => _nested.TryPeek(out var nested) ? nested : connection.CurrentTransaction;

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

        connection.CommitTransaction();
    }

    public Task CommitTransactionAsync(CancellationToken cancellationToken = default) =>
        _nested.TryPeek(out var nested) ? nested.CommitAsync(cancellationToken) : connection.CommitTransactionAsync(cancellationToken);

    public void RollbackTransaction()
    {
        if (_nested.TryPeek(out var nested))
        {
            nested.Rollback();
            return;
        }

        connection.RollbackTransaction();
    }

    public Task RollbackTransactionAsync(CancellationToken cancellationToken = default) =>
        _nested.TryPeek(out var nested) ? nested.RollbackAsync(cancellationToken) : connection.RollbackTransactionAsync(cancellationToken);

    public IDbContextTransaction? UseTransaction(DbTransaction? transaction) => connection.UseTransaction(transaction);

    public IDbContextTransaction? UseTransaction(DbTransaction? transaction, Guid transactionId) => connection.UseTransaction(transaction, transactionId);

    public Task<IDbContextTransaction?> UseTransactionAsync(DbTransaction? transaction, CancellationToken cancellationToken = default) =>
        connection.UseTransactionAsync(transaction, cancellationToken);

    public Task<IDbContextTransaction?> UseTransactionAsync(DbTransaction? transaction, Guid transactionId, CancellationToken cancellationToken = default) =>
        connection.UseTransactionAsync(transaction, transactionId, cancellationToken);

    /// <summary>Called when a pooled context goes back to its pool.</summary>
    public void ResetState()
    {
        _nested.Clear();
        var own = RelationalOptionsExtension.Extract(options);
        if (OperationTransaction.Current is { Begun: true } operation && !operation.IsCarrier(current.Context) && own.Connection is null
            && ReferenceEquals(connection.DbConnection, operation.Connection))
        {
            ContextConnection.GiveBack(connection, options);
        }
    }

    public Task ResetStateAsync(CancellationToken cancellationToken = default)
    {
        ResetState();
        return Task.CompletedTask;
    }

    private IDbContextTransaction Begin(IsolationLevel? isolation)
    {
        if (OperationTransaction.Current is not { } operation || !operation.Covers(current.Context))
        {
            return isolation is { } level ? connection.BeginTransaction(level) : connection.BeginTransaction();
        }

        // Only an application that begins synchronously comes here, and then it waits for the database anyway.
        operation.JoinAsync(current.Context, isolation, CancellationToken.None).GetAwaiter().GetResult();
        return Nest();
    }

    private async Task<IDbContextTransaction> BeginAsync(IsolationLevel? isolation, CancellationToken cancel)
    {
        if (OperationTransaction.Current is not { } operation || !operation.Covers(current.Context))
        {
            return isolation is { } level ? await connection.BeginTransactionAsync(level, cancel) : await connection.BeginTransactionAsync(cancel);
        }

        await operation.JoinAsync(current.Context, isolation, cancel);
        return Nest();
    }

    private SavepointTransaction Nest()
    {
        var nested = new SavepointTransaction(connection.CurrentTransaction!, $"keel_{_nested.Count}", ended => _nested.TryPop(out _));
        _nested.Push(nested);
        return nested;
    }
}
