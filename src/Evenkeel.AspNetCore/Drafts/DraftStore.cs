using System.Data;
using System.Data.Common;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>Reads and writes drafts by the request's own context, behind the database's gate where they write.</summary>
internal sealed class DraftStore(ApplicationStore store, WriteGates gates, IOptions<DraftOptions> options, IOptions<LedgerOptions> ledger, TimeProvider clock)
{
    public DbContext ContextOf(IServiceProvider services) => store.Resolve(services);

    /// <exception cref="TimeoutException">Another write held the database for too long.</exception>
    /// <exception cref="DbException">The database did not answer.</exception>
    public Task<SaveOutcome> SaveAsync(IServiceProvider services, DraftName name, long follows, TypedInput input, CancellationToken cancel)
    {
        var at = clock.GetUtcNow();
        return RunAsync<SaveOutcome>(
            services,
            writes: true,
            async (table, connection) => follows > 0 && await new DraftStatements(table, connection, transaction: null, name).TryFollowAsync(follows, input, at)
                ? new SaveOutcome.Saved(follows + 1, at.ToUnixTimeMilliseconds())
                : await InTransactionAsync(table, connection, name, statements => new DraftSave(statements, options.Value, follows, input, at).RunAsync()),
            cancel);
    }

    /// <returns>Null: never any.</returns>
    /// <inheritdoc cref="SaveAsync"/>
    public Task<StoredDraft?> ReadAsync(IServiceProvider services, DraftName name, CancellationToken cancel) =>
        RunAsync(services, writes: false, (table, connection) => new DraftStatements(table, connection, transaction: null, name).ReadAsync(cancel), cancel);

    /// <summary>Discards a draft up to a revision, as a command would that consumes it; with <paramref name="by"/> that very revision only if this one has saved it, or still will.</summary>
    /// <returns>Null: it is gone. Otherwise the one that is there, which stays.</returns>
    /// <inheritdoc cref="SaveAsync"/>
    public Task<StoredDraft?> DiscardAsync(IServiceProvider services, DraftName name, long revision, string? by, CancellationToken cancel) => RunAsync(
        services,
        writes: true,
        (table, connection) => InTransactionAsync(table, connection, name, async statements =>
        {
            if (await statements.FindLockedAsync() is { IsThere: true } known && (known.Revision > revision || (known.Revision == revision && by is not null && by != known.Input.By)))
            {
                return await statements.ReadAsync(CancellationToken.None);
            }

            if (revision > 0)
            {
                await statements.ConsumeAsync(new ConsumedDraft(table, name, revision, by, clock.GetUtcNow()));
            }

            return null;
        }),
        cancel);

    /// <summary>Removes what somebody has left beside a draft.</summary>
    /// <inheritdoc cref="SaveAsync"/>
    public Task DiscardOtherAsync(IServiceProvider services, DraftName name, string by, CancellationToken cancel) => RunAsync(
        services,
        writes: true,
        async (table, connection) =>
        {
            await new DraftStatements(table, connection, transaction: null, name).RemoveOtherAsync(by);
            return true;
        },
        cancel);

    private static async Task<T> InTransactionAsync<T>(DraftTable table, DbConnection connection, DraftName name, Func<DraftStatements, Task<T>> run)
    {
        // Each statement is to see what others have committed before it, whatever the database's default is.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        var result = await run(new DraftStatements(table, connection, transaction, name));
        await transaction.CommitAsync();
        return result;
    }

    private async Task<T> RunAsync<T>(IServiceProvider services, bool writes, Func<DraftTable, DbConnection, Task<T>> run, CancellationToken cancel)
    {
        var context = store.Resolve(services);
        await using var turn = writes ? await gates.EnterAsync(context, ledger.Value.WriteWait, cancel) : null;
        var connection = context.GetService<IRelationalConnection>();
        await connection.OpenAsync(cancel);
        try
        {
            return await run(DraftTable.Of(context), connection.DbConnection);
        }
        finally
        {
            await connection.CloseAsync();
        }
    }
}
