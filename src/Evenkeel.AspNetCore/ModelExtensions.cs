using System.Linq.Expressions;
using Evenkeel.AspNetCore.Coherence.Model;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Evenkeel.AspNetCore;

/// <summary>Tells the cache what it cannot see in SQL. Everything else is found: which tables a query reads, and which a command changes.</summary>
public static class ModelExtensions
{
    /// <summary>
    /// Gives the rows of an entity a tag finer than their table: a query that reads only rows of one tag is spared the changes of others. An entity may have several. Writes of which the rows are not known,
    /// such as <c>ExecuteUpdate</c>, raw SQL and entities that were attached by hand, change all of them.
    /// </summary>
    /// <typeparam name="TEntity">The entity.</typeparam>
    /// <param name="entity">Its builder, in <c>OnModelCreating</c>.</param>
    /// <param name="tag">Text with stored properties in it: <c>o => $"clients/{o.ClientId}/opportunities"</c>.</param>
    /// <exception cref="ArgumentException">It is more than text and properties of the entity.</exception>
    public static EntityTypeBuilder<TEntity> HasTag<TEntity>(this EntityTypeBuilder<TEntity> entity, Expression<Func<TEntity, string>> tag)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(tag);
        return entity.Declare(DeclaredTables.Tags, [TagExpression.Read(tag)]);
    }

    /// <summary>Says which other tables change whenever this entity's does: what triggers do is not in any SQL that the application sends.</summary>
    /// <typeparam name="TEntity">The entity.</typeparam>
    /// <param name="entity">Its builder, in <c>OnModelCreating</c>.</param>
    /// <param name="tables">Names of tables, without their schema.</param>
    public static EntityTypeBuilder<TEntity> AlsoChanges<TEntity>(this EntityTypeBuilder<TEntity> entity, params string[] tables)
        where TEntity : class => entity.Declare(DeclaredTables.AlsoChanges, tables);

    /// <summary>Says which tables a view or a function reads. Without it what reads the view depends on every table.</summary>
    /// <typeparam name="TEntity">The entity that is mapped by <c>ToView</c> or <c>ToFunction</c>.</typeparam>
    /// <param name="entity">Its builder, in <c>OnModelCreating</c>.</param>
    /// <param name="tables">Names of tables, without their schema.</param>
    public static EntityTypeBuilder<TEntity> ReadsFrom<TEntity>(this EntityTypeBuilder<TEntity> entity, params string[] tables)
        where TEntity : class => entity.Declare(DeclaredTables.ReadsFrom, tables);

    // As text, which migrations can write down.
    private static EntityTypeBuilder<TEntity> Declare<TEntity>(this EntityTypeBuilder<TEntity> entity, string annotation, string[] values)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value, nameof(values));
        }

        var known = entity.Metadata.FindAnnotation(annotation)?.Value as string;
        return entity.HasAnnotation(annotation, string.Join('\n', known is null ? values : [known, .. values]));
    }
}
