using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Model;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>Changes that the application names. Thread-safe.</summary>
internal sealed class RecordedChanges(TrackedModels models, ICoherence coherence, ICommandChanges? commands = null) : IChanges
{
    public async Task RecordAsync(IEnumerable<string> tables, IEnumerable<string>? tags = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var changes = Read(NamedChanges.Checked(tables, nameof(tables)), tags is null ? null : NamedChanges.Checked(tags, nameof(tags)));
        if (commands?.Current is { } command)
        {
            // A handler may tell of several things at once.
            lock (command)
            {
                command.Add(changes);
            }

            return;
        }

        await coherence.InvalidateAsync(changes.Tags, cancel);
    }

    private ChangeSet Read(string[] tables, string[]? tags)
    {
        if (tables.Length == 0 && tags is null or [])
        {
            throw new ArgumentException("Neither a table nor a tag is named. What changed?", nameof(tables));
        }

        var changes = new ChangeSet();
        changes.Add(tags ?? []);
        if (tables.Length > 0)
        {
            AddTables([.. tables.Select(ModelTables.Lower)], isBulk: tags is null, changes);
        }

        return changes;
    }

    private void AddTables(HashSet<string> tables, bool isBulk, ChangeSet changes)
    {
        var all = models.All;
        if (tables.FirstOrDefault(table => !all.Any(each => each.HasTable(table))) is { } unknown)
        {
            throw new ArgumentException(
                $"No context that the cache follows has a table '{unknown}', so nothing can be known to depend on it. Name it as the database does, without its schema; name the context by CoverContext; or make everything stale with the tag '*'.",
                nameof(tables));
        }

        // Rows may have been deleted: what follows a deletion follows.
        foreach (var table in all[0].TablesChangedBy([], tables))
        {
            changes.AddTable(table, isBulk || !tables.Contains(table));
        }
    }
}
