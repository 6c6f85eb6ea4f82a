using System.Diagnostics.CodeAnalysis;
using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Tracking;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.EntityFrameworkCore.Update.Internal;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// Runs the statements of SaveChanges. Those of a <c>.SingleSave()</c> handler wait for its answer where they can; its context believes them saved, as its handler does.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by Entity Framework Core's own container.")]
[SuppressMessage("Usage", "EF1001", Justification = "There is no other place between the change tracker and the statements.")]
internal sealed class SaveExecutor(ICurrentDbContext current, IDiagnosticsLogger<DbLoggerCategory.Update> log) : BatchExecutor(current, log)
{
    private DbContext Context => CurrentContext.Context;

    private OperationTransaction? Operation => OperationTransaction.Current is { } operation && operation.Covers(Context) ? operation : null;

    public override int Execute(IEnumerable<ModificationCommandBatch> commandBatches, IRelationalConnection connection)
    {
        var tracked = ContextTracking.Of(Context);
        if (Operation is not { } operation)
        {
            return tracked is null ? base.Execute(commandBatches, connection) : ExecuteOwn(commandBatches, connection, tracked);
        }

        if (tracked is not null)
        {
            commandBatches = commandBatches.Noting(tracked, operation.Changes);
        }

        if (!operation.MayDefer(Context))
        {
            return base.Execute(commandBatches, connection);
        }

        using var batches = commandBatches.GetEnumerator();
        if (TryDefer(operation, batches, connection, out var taken) is { } saved)
        {
            return saved;
        }

        operation.JoinAsync(Context, isolation: null, CancellationToken.None).GetAwaiter().GetResult();
        return base.Execute(Resume(taken, batches), connection);
    }

    public override async Task<int> ExecuteAsync(
        IEnumerable<ModificationCommandBatch> commandBatches, IRelationalConnection connection, CancellationToken cancellationToken = default)
    {
        var tracked = ContextTracking.Of(Context);
        if (Operation is not { } operation)
        {
            return await (tracked is null ? base.ExecuteAsync(commandBatches, connection, cancellationToken) : ExecuteOwnAsync(commandBatches, connection, tracked, cancellationToken));
        }

        if (tracked is not null)
        {
            commandBatches = commandBatches.Noting(tracked, operation.Changes);
        }

        if (!operation.MayDefer(Context))
        {
            return await base.ExecuteAsync(commandBatches, connection, cancellationToken);
        }

        using var batches = commandBatches.GetEnumerator();
        if (TryDefer(operation, batches, connection, out var taken) is { } saved)
        {
            return saved;
        }

        await operation.JoinAsync(Context, isolation: null, cancellationToken);
        return await base.ExecuteAsync(Resume(taken, batches), connection, cancellationToken);
    }

    // Outside an operation. What it changes is to commit with it, so that a single statement has a transaction too.
    private int ExecuteOwn(IEnumerable<ModificationCommandBatch> batches, IRelationalConnection connection, TrackedContext tracked)
    {
        if (connection.CurrentTransaction is { } open)
        {
            return base.Execute(batches.Noting(tracked, TransactionChanges.Of(open.GetDbTransaction())), connection);
        }

        using var transaction = connection.BeginTransaction();
        var saved = base.Execute(batches.Noting(tracked, TransactionChanges.Of(transaction.GetDbTransaction())), connection);
        transaction.Commit();
        return saved;
    }

    private async Task<int> ExecuteOwnAsync(IEnumerable<ModificationCommandBatch> batches, IRelationalConnection connection, TrackedContext tracked, CancellationToken cancel)
    {
        if (connection.CurrentTransaction is { } open)
        {
            return await base.ExecuteAsync(batches.Noting(tracked, TransactionChanges.Of(open.GetDbTransaction())), connection, cancel);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var saved = await base.ExecuteAsync(batches.Noting(tracked, TransactionChanges.Of(transaction.GetDbTransaction())), connection, cancel);
        await transaction.CommitAsync(cancel);
        return saved;
    }

    // A later batch may need values that an earlier one reads back, so it is not asked for before that has run.
    private static int? TryDefer(OperationTransaction operation, IEnumerator<ModificationCommandBatch> batches, IRelationalConnection connection, out List<ModificationCommandBatch> taken)
    {
        taken = [];
        if (!batches.MoveNext())
        {
            return 0;
        }

        taken.Add(batches.Current);
        if (!DeferredSave.IsPossible(taken[0]))
        {
            return null;
        }

        if (batches.MoveNext())
        {
            taken.Add(batches.Current);
            return null;
        }

        return operation.Defer(taken[0], connection);
    }

    private static IEnumerable<ModificationCommandBatch> Resume(List<ModificationCommandBatch> taken, IEnumerator<ModificationCommandBatch> rest)
    {
        foreach (var batch in taken)
        {
            yield return batch;
        }

        while (rest.MoveNext())
        {
            yield return rest.Current;
        }
    }
}
