using System.Diagnostics.CodeAnalysis;
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

    public override int Execute(IEnumerable<ModificationCommandBatch> commandBatches, IRelationalConnection connection)
    {
        if (OperationTransaction.Current is not { } operation || !operation.MayDefer(Context))
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
        if (OperationTransaction.Current is not { } operation || !operation.MayDefer(Context))
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
