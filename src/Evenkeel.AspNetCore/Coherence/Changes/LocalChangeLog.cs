using System.Data.Common;
using Evenkeel.AspNetCore.Coherence.Tags;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Coherence.Changes;

/// <summary>One node without a feed: changes are applied to its own tags, and told to nobody.</summary>
internal sealed class LocalChangeLog(TagTable tags) : IChangeLog
{
    public Task<ChangeRecord> StoreAsync(DbContext context, DbConnection connection, DbTransaction transaction, ChangeSet changes, CancellationToken cancel) =>
        Task.FromResult(new ChangeRecord(changes));

    public DbBatchCommand? StoreIn(DbBatch batch, ChangeSet changes) => null;

    public void AppendTo(DbCommand command, ChangeSet changes)
    {
    }

    public void Apply(ChangeRecord record)
    {
        CommittedTags.Current?.Note(record.Changes.Tags);
        tags.Invalidate(record.Changes.Tags);
    }
}
