using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Coherence.Changes;

/// <summary>Where changes go: into the feed with the transaction that made them, and into this node's tags once it has committed. Thread-safe.</summary>
internal interface IChangeLog
{
    /// <summary>Stores changes in a transaction that is about to commit.</summary>
    /// <returns>What names the row to <see cref="Apply"/>.</returns>
    Task<ChangeRecord> StoreAsync(DbContext context, DbConnection connection, DbTransaction transaction, ChangeSet changes, CancellationToken cancel);

    /// <summary>A statement that stores changes, for a batch that commits with it; null where there is no feed.</summary>
    DbBatchCommand? StoreIn(DbBatch batch, ChangeSet changes);

    /// <summary>Adds the same to a command that has other statements already, all of which commit at once.</summary>
    void AppendTo(DbCommand command, ChangeSet changes);

    /// <summary>The transaction has committed, or may have: what it changed is stale on this node from here on.</summary>
    void Apply(ChangeRecord record);
}
