using System.Collections.Concurrent;
using System.Data.Common;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// The ledger's rows of operations that keep transactions of their own: each is written by itself before the handler, and closed by itself after the answer. What
/// happens in between, a crash included, leaves the row open.
/// </summary>
internal sealed class OpenOperations(ApplicationStore store, WriteGates gates, IServiceScopeFactory scopes, IOptions<LedgerOptions> options, TimeProvider clock)
{
    // Whether another scope has a context on the same database: the handler's own may end up in any state, in a transaction or gone.
    private readonly ConcurrentDictionary<LedgerKey, bool> _running = new();

    /// <summary>Opens the row and remembers that the operation runs here, until <see cref="EndAsync"/>.</summary>
    /// <param name="row">The row, but for its state.</param>
    /// <param name="request">The request's context.</param>
    /// <param name="cancel">The caller has left.</param>
    /// <returns>The row that was there before, or null: the handler is to run.</returns>
    /// <exception cref="DatabaseBusyException">The database did not take the write. The handler must not run.</exception>
    public async Task<LedgerEntry?> BeginAsync(LedgerRecord row, DbContext request, CancellationToken cancel)
    {
        if (!_running.TryAdd(row.Key, false))
        {
            return new LedgerEntry(LedgerState.Open, row.Fingerprint, new StoredAnswer { Status = 0 }, row.KeptSince);
        }

        var begun = false;
        try
        {
            await using var side = DatabaseFile.CanBeOpenedTwice(request) ? await SideContext.TryOpenAsync(store, scopes, request, cancel) : null;
            _running[row.Key] = side is not null;
            return await WriteAsync(
                side?.Context ?? request,
                async ledger =>
                {
                    begun = await ledger.TryInsertAsync(row with { State = LedgerState.Open }, cancel);
                    return begun ? null : await ledger.FindAsync(row.Key, cancel);
                },
                cancel);
        }
        catch (Exception error) when (error is TimeoutException or DbException)
        {
            begun = false;
            throw new DatabaseBusyException(error);
        }
        finally
        {
            if (!begun)
            {
                _running.TryRemove(row.Key, out _);
            }
        }
    }

    /// <summary>Closes the row with the answer; without one it stays open for ever, marked with the status that it ended with.</summary>
    /// <param name="key">The operation.</param>
    /// <param name="request">The request's context.</param>
    /// <param name="answer">The answer; null: it says nothing of what was done.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="companion">What is written with the row if it is closed and was no refusal.</param>
    public async Task EndAsync(LedgerKey key, DbContext request, StoredAnswer? answer, int status, IRowCompanion? companion)
    {
        try
        {
            companion = answer is { Status: < 400 } ? companion : null;
            var (state, stored) = answer is null ? (LedgerState.Open, new StoredAnswer { Status = status }) : (LedgerState.Applied, answer);
            if (_running.TryGetValue(key, out var aside) && aside)
            {
                await using var scope = scopes.CreateAsyncScope();
                await WriteAsync(store.Resolve(scope.ServiceProvider), ledger => ledger.CloseAsync(key, state, stored, companion), CancellationToken.None);
                return;
            }

            await WriteAsync(request, ledger => ledger.CloseAsync(key, state, stored, companion), CancellationToken.None);
        }
        finally
        {
            _running.TryRemove(key, out _);
        }
    }

    /// <summary>Voids what is lost, so that late copies are refused. False: it is no longer open.</summary>
    public Task<bool> VoidAsync(LedgerKey key, DbContext request, CancellationToken cancel) =>
        WriteAsync(request, ledger => ledger.CloseAsync(key, LedgerState.Void, new StoredAnswer { Status = 410 }), cancel);

    /// <summary>Whether an open row's operation has surely ended: it said so, or it is open for longer than any handler runs.</summary>
    public bool IsLost(LedgerKey key, LedgerEntry open) => !_running.ContainsKey(key)
        && (open.Answer.Status != 0 || clock.GetUtcNow().ToUnixTimeMilliseconds() > open.KeptSince + (long)options.Value.OpenLease.TotalMilliseconds);

    private async Task<T> WriteAsync<T>(DbContext context, Func<LedgerStatements, Task<T>> write, CancellationToken cancel)
    {
        await using var turn = await gates.EnterAsync(context, options.Value.WriteWait, cancel);
        var connection = context.GetService<IRelationalConnection>();
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        using var ledger = new LedgerStatements(LedgerTable.Of(context), connection.DbConnection, transaction.GetDbTransaction());
        var result = await write(ledger);
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }
}
