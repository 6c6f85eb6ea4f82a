using System.Collections.Concurrent;
using System.Collections.Frozen;
using Evenkeel.AspNetCore.Coherence.Sql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Coherence.Model;

/// <summary>The tables of an application's model: what each statement reads and changes of them, remembered by its text. Thread-safe.</summary>
internal sealed class ModelTables
{
    /// <summary>Texts with values in them would be without number: beyond this each is read anew.</summary>
    private const int MostTexts = 8_192;

    private readonly TableFollowers _followers;
    private readonly FrozenSet<string> _tables;
    private readonly FrozenSet<string> _functions;
    private readonly FrozenDictionary<string, string[]> _views;
    private readonly FrozenDictionary<IEntityType, EntityTag[]> _tags;
    private readonly FrozenSet<string> _tagged;
    private readonly ConcurrentDictionary<string, StatementUse> _queries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StatementUse> _written = new(StringComparer.Ordinal);

    public ModelTables(IModel model, TableFollowers followers)
    {
        _followers = followers;
        var relational = model.GetRelationalModel();
        _tables = relational.Tables.Select(table => Lower(table.Name)).ToFrozenSet(StringComparer.Ordinal);
        _functions = model.GetDbFunctions().Where(function => !function.IsBuiltIn).Select(function => Lower(function.Name)).ToFrozenSet(StringComparer.Ordinal);
        _views = DeclaredTables.Of(model, DeclaredTables.ReadsFrom, entity => entity.GetViewName() ?? entity.GetFunctionName());
        _tags = model.GetEntityTypes().ToFrozenDictionary(entity => entity, TagsDeclaredBy);
        // Where one of those who share a table has no tags, nothing finer than the table is known of its rows.
        var byTable = model.GetEntityTypes().SelectMany(entity => entity.GetTableMappings().Select(mapping => (Table: Lower(mapping.Table.Name), Tags: _tags[entity]))).ToLookup(each => each.Table, each => each.Tags);
        _tagged = byTable.Where(table => table.All(tags => tags.Length > 0)).Select(table => table.Key).ToFrozenSet(StringComparer.Ordinal);
        DeclaredTags = _tags.SelectMany(entity => entity.Value.Select(tag => (Tag: tag, Tables: (IReadOnlyList<string>)[.. entity.Key.GetTableMappings().Select(mapping => Lower(mapping.Table.Name)).Where(_tagged.Contains)])))
            .ToLookup(each => each.Tag.Template.Shape, StringComparer.Ordinal);
    }

    /// <summary>Whether any entity has tags.</summary>
    public bool AreTagged => _tagged.Count > 0;

    /// <summary>The tables of each tag that is declared, by its shape.</summary>
    public ILookup<string, (EntityTag Tag, IReadOnlyList<string> Tables)> DeclaredTags { get; }

    /// <param name="table">Its name, in lower case.</param>
    public bool HasTable(string table) => _tables.Contains(table);

    public bool HasTags(string table) => _tagged.Contains(table);

    public EntityTag[] TagsOf(IEntityType entity) => _tags.GetValueOrDefault(entity, []);

    /// <summary>What a statement touches.</summary>
    /// <param name="sql">Its text.</param>
    /// <param name="isRaw">Whether the application wrote it, or a part of it, by hand.</param>
    public StatementUse UseOf(string sql, bool isRaw)
    {
        var known = isRaw ? _written : _queries;
        if (!known.TryGetValue(sql, out var use))
        {
            use = Read(SqlReading.Of(sql), isRaw);
            if (known.Count < MostTexts)
            {
                known.TryAdd(sql, use);
            }
        }

        return use;
    }

    /// <summary>The tables that change with rows that were written, or deleted.</summary>
    public IReadOnlySet<string> TablesChangedBy(IEnumerable<string> written, IEnumerable<string> deleted) => _followers.With(written, deleted);

    public static string Lower(string name) => name.ToLowerInvariant();

    private StatementUse Read(SqlTables sql, bool isRaw)
    {
        var reads = sql.Names.Where(_tables.Contains).ToHashSet(StringComparer.Ordinal);
        var isKnown = !sql.Functions.Any(name => _functions.Contains(name) || (isRaw && !KnownFunctions.Contains(name) && !_views.ContainsKey(name)));
        foreach (var relation in sql.Relations.Concat(sql.Functions.Where(_views.ContainsKey)))
        {
            if (_views.TryGetValue(relation, out var behind))
            {
                reads.UnionWith(behind);
            }
            else if (!_tables.Contains(relation) && !sql.Functions.Contains(relation))
            {
                isKnown = false;
            }
        }

        var unknown = sql.Written.Concat(sql.Deleted).Any(name => !_tables.Contains(name));
        return new StatementUse
        {
            Reads = isKnown ? reads : null,
            ReadTags = isKnown ? [.. reads.Select(TagNames.Table)] : [TagNames.AnyTable],
            ChangesAnything = sql.ChangesAnything,
            WriteTags = sql.Writes ? TagsOf(sql.ChangesAnything || unknown ? _tables.Union(sql.Written).Union(sql.Deleted) : TablesChangedBy(sql.Written, sql.Deleted)) : [],
        };
    }

    private static string[] TagsOf(IEnumerable<string> tables) => [.. tables.SelectMany(table => new[] { TagNames.Table(table), TagNames.Bulk(table) }), TagNames.AnyTable];

    // What a base has, those that derive from it have too.
    private static EntityTag[] TagsDeclaredBy(IEntityType entity) => [.. entity.GetAllBaseTypesInclusive()
        .SelectMany(type => (type.FindAnnotation(DeclaredTables.Tags)?.Value as string)?.Split('\n') ?? [])
        .Select(template => new EntityTag(entity, template))];
}
