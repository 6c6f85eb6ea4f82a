using System.Data.Common;
using System.Runtime.CompilerServices;
using Evenkeel.AspNetCore.Coherence.Changes;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>Stores what a transaction has changed with it, and applies it once it has committed, whoever began the transaction. Thread-safe.</summary>
internal sealed class ChangeCommits : DbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbTransaction, ChangeRecord> _stored = [];

    public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        StoreAsync(transaction, eventData, CancellationToken.None).GetAwaiter().GetResult();
        return result;
    }

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        await StoreAsync(transaction, eventData, cancellationToken);
        return result;
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Apply(transaction, eventData);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(transaction, eventData);
        return Task.CompletedTask;
    }

    // A commit that failed may have taken place.
    public override void TransactionFailed(DbTransaction transaction, TransactionErrorEventData eventData) => Apply(transaction, eventData);

    public override Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(transaction, eventData);
        return Task.CompletedTask;
    }

    private async Task StoreAsync(DbTransaction transaction, TransactionEventData data, CancellationToken cancel)
    {
        if (TransactionChanges.Take(transaction) is { } changes && data.Context is { } context && ContextTracking.Of(context) is { } tracked)
        {
            _stored.AddOrUpdate(transaction, await tracked.Tracker.Log.StoreAsync(context, transaction.Connection!, transaction, changes, cancel));
        }
    }

    private void Apply(DbTransaction transaction, TransactionEventData data)
    {
        if (_stored.TryGetValue(transaction, out var record))
        {
            _stored.Remove(transaction);
            ContextTracking.Of(data.Context)?.Tracker.Log.Apply(record);
        }
    }
}
