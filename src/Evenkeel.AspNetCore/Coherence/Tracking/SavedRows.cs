using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Update;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>What a SaveChanges changes, told from the rows that it sends.</summary>
internal static class SavedRows
{
    /// <summary>Notes each batch before it is sent: a later one may be made only when an earlier one has run.</summary>
    public static IEnumerable<ModificationCommandBatch> Noting(this IEnumerable<ModificationCommandBatch> batches, TrackedContext context, ChangeSet into)
    {
        foreach (var batch in batches)
        {
            Note(batch, context, into);
            yield return batch;
        }
    }

    private static void Note(ModificationCommandBatch batch, TrackedContext context, ChangeSet into)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        var deleted = new HashSet<string>(StringComparer.Ordinal);
        var bulk = new HashSet<string>(StringComparer.Ordinal);
        foreach (var command in batch.ModificationCommands)
        {
            var table = ModelTables.Lower(command.TableName);
            (command.EntityState == EntityState.Deleted ? deleted : written).Add(table);
            var tags = new List<string>();
            if (context.Tables.HasTags(table) && command.Entries.All(row => TryTags(row, context, tags)))
            {
                into.Add(tags);
            }
            else
            {
                bulk.Add(table);
            }
        }

        foreach (var table in context.Tables.TablesChangedBy(written, deleted))
        {
            // What the database itself does to other tables nobody knows row by row.
            into.AddTable(table, isBulk: bulk.Contains(table) || !(written.Contains(table) || deleted.Contains(table)));
        }
    }

    private static bool TryTags(IUpdateEntry row, TrackedContext context, List<string> tags)
    {
        var isAdded = row.EntityState == EntityState.Added;
        if (!isAdded && !context.Knows(row))
        {
            return false;
        }

        foreach (var tag in context.Tables.TagsOf(row.EntityType))
        {
            if (!tag.TryAdd(row, had: !isAdded, willHave: row.EntityState != EntityState.Deleted, tags))
            {
                return false;
            }
        }

        context.Know(row);
        return true;
    }
}
