using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Evenkeel.AspNetCore.Coherence.Model;

/// <summary>
/// Which tables change with others: by foreign keys that cascade, which SQL does not show, and by triggers that the application has declared. Of all models on a database together, since the database does so
/// whoever writes. Immutable.
/// </summary>
internal sealed class TableFollowers
{
    private readonly FrozenDictionary<string, string[]> _writes;
    private readonly FrozenDictionary<string, string[]> _deletes;

    public TableFollowers(IReadOnlyCollection<IModel> models)
    {
        _writes = ByTable(models.SelectMany(model => DeclaredTables.Of(model, DeclaredTables.AlsoChanges, entity => entity.GetTableName())).SelectMany(each => each.Value.Select(other => (each.Key, other))));
        _deletes = ByTable(models.SelectMany(model => model.GetRelationalModel().Tables)
            .SelectMany(table => table.ForeignKeyConstraints)
            .Where(key => key.OnDeleteAction is ReferentialAction.Cascade or ReferentialAction.SetNull or ReferentialAction.SetDefault)
            .Select(key => (ModelTables.Lower(key.PrincipalTable.Name), ModelTables.Lower(key.Table.Name))));
    }

    /// <summary>These tables and all that follow them.</summary>
    public IReadOnlySet<string> With(IEnumerable<string> written, IEnumerable<string> deleted)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in deleted)
        {
            AddDeleted(table, changed);
        }

        foreach (var table in written)
        {
            AddWritten(table, changed);
        }

        return changed;
    }

    private void AddWritten(string table, HashSet<string> changed)
    {
        if (changed.Add(table))
        {
            // What a trigger does may be a deletion.
            AddAll(_writes.GetValueOrDefault(table, []), changed);
        }
    }

    private void AddDeleted(string table, HashSet<string> changed)
    {
        AddWritten(table, changed);
        // A row that loses its parent is deleted with it, or only written: what follows the one follows the other.
        AddAll(_deletes.GetValueOrDefault(table, []), changed);
    }

    private void AddAll(string[] tables, HashSet<string> changed)
    {
        foreach (var table in tables)
        {
            if (!changed.Contains(table))
            {
                AddDeleted(table, changed);
            }
        }
    }

    private static FrozenDictionary<string, string[]> ByTable(IEnumerable<(string Table, string Follower)> pairs) => pairs
        .GroupBy(pair => pair.Table, pair => pair.Follower)
        .ToFrozenDictionary(group => group.Key, group => group.Distinct().ToArray(), StringComparer.Ordinal);
}
