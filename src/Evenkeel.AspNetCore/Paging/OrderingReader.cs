using System.Linq.Expressions;
using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Makes a total order of what a query says.</summary>
internal static class OrderingReader
{
    private static readonly Type[] WithoutOrderOnSqlite = [typeof(DateTimeOffset), typeof(TimeSpan), typeof(ulong)];

    /// <exception cref="PagingException">The query cannot be read in pages.</exception>
    public static Ordering Read(IQueryable query)
    {
        var written = OrderedQuery.Read(query);
        var engine = EngineOf(written.Model);
        var row = RowKey.Of(query.ElementType, written.Model, written.Unordered);
        var keys = written.Keys.Select(each => KeyOf(each.Selector, each.Descending, row, engine)).ToList();
        AddTieBreaker(keys, row, query.ElementType, engine);
        return new Ordering(keys, engine, written.Model);
    }

    // The direction of the last key: then one comparison of whole rows, and one index, does for all.
    private static void AddTieBreaker(List<OrderingKey> keys, RowKey row, Type element, DatabaseEngine engine)
    {
        if (row.Entity?.GetKeys().Any(key => key.Properties.All(Has)) == true)
        {
            return;
        }

        var primary = row.Entity?.FindPrimaryKey() ?? throw new PagingException(
            $"{element.Name} has no primary key that would decide between rows which the order leaves equal. Give its entity a key (HasKey, for a view too); or order entities and project them in the page: .OrderBy(...).ToPageAsync(page, x => ...).");
        var descending = keys[^1].Descending;
        foreach (var property in primary.Properties.Where(property => !Has(property)).ToList())
        {
            var selector = row.SelectorOf(property, element) ?? throw new PagingException(
                $"{element.Name} does not hold {primary.DeclaringEntityType.ClrType.Name}.{property.Name}, which would decide between rows that the order leaves equal. Add it to the Select, as {property.Name} = x.{property.Name}; or order entities and project them in the page: .OrderBy(...).ToPageAsync(page, x => ...).");
            keys.Add(KeyOf(selector, descending, row, engine));
        }

        bool Has(IProperty property) => keys.Exists(key => key.Property == property && !key.MayBeNull);
    }

    private static OrderingKey KeyOf(LambdaExpression selector, bool descending, RowKey row, DatabaseEngine engine)
    {
        var column = row.Find(selector.Body);
        var key = new OrderingKey
        {
            Selector = selector,
            Descending = descending,
            Name = column?.Name ?? selector.Body.ToString(),
            Property = column is { IsDirect: true } ? column.Value.Property : null,
            MayBeNull = column is not { IsDirect: true, Property.IsNullable: false },
            Converter = column?.Property.FindTypeMapping()?.Converter,
        };
        if (!KeyBytes.CanKeep(key.Stored))
        {
            throw new PagingException($"A list cannot be read in pages by {key.Name}: a cursor cannot keep a {key.Stored.Name}. Order by numbers, text, dates or ids.");
        }

        if (engine != DatabaseEngine.Sqlite)
        {
            return key;
        }

        if (WithoutOrderOnSqlite.Contains(key.Stored))
        {
            throw new PagingException(
                $"SQLite has no order for {key.Name}, a {key.Stored.Name}: it is stored as text. Store it as something that SQLite orders, for a DateTimeOffset .HasConversion(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero)), or as a DateTime in UTC.");
        }

        return key with { ByFunction = key.Stored == typeof(decimal) };
    }

    // The query knows its model, and the model the provider that it was made for; the context is out of reach.
    private static DatabaseEngine EngineOf(IModel model) => DatabaseEngines.Of(model, out var provider)
        ?? throw new PagingException($"Pages are read of SQLite and PostgreSQL. The provider {provider} may put NULL elsewhere in an order.");
}
