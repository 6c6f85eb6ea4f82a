using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>What a query says about its order, as it was written.</summary>
internal sealed record OrderedQuery
{
    // What may stand between the ordering and the page: it takes rows away, and neither adds nor changes any.
    private static readonly HashSet<string> Passing =
    [
        nameof(Queryable.Where), nameof(Queryable.AsQueryable),
        nameof(EntityFrameworkQueryableExtensions.AsNoTracking), nameof(EntityFrameworkQueryableExtensions.AsNoTrackingWithIdentityResolution), nameof(EntityFrameworkQueryableExtensions.AsTracking),
        nameof(EntityFrameworkQueryableExtensions.Include), nameof(EntityFrameworkQueryableExtensions.ThenInclude),
        nameof(EntityFrameworkQueryableExtensions.IgnoreAutoIncludes), nameof(EntityFrameworkQueryableExtensions.IgnoreQueryFilters),
        nameof(EntityFrameworkQueryableExtensions.TagWith), nameof(EntityFrameworkQueryableExtensions.TagWithCallSite),
        nameof(RelationalQueryableExtensions.AsSplitQuery), nameof(RelationalQueryableExtensions.AsSingleQuery),
    ];

    /// <summary>The keys, the most significant first.</summary>
    public required IReadOnlyList<(LambdaExpression Selector, bool Descending)> Keys { get; init; }

    public required IModel Model { get; init; }

    /// <summary>What stands before the ordering.</summary>
    public required Expression Unordered { get; init; }

    /// <exception cref="PagingException">It has no order, or it cannot be read in pages.</exception>
    public static OrderedQuery Read(IQueryable query)
    {
        var roots = new Roots();
        roots.Visit(query.Expression);
        var model = roots.Found?.EntityType.Model ?? throw new PagingException(
            $"A page of {query.ElementType.Name} can only be read of a query of Entity Framework Core, since what an order means is the database's to say. This is none: begin with a DbSet.");
        var (keys, unordered) = ReadKeys(query);
        return new OrderedQuery { Keys = keys, Model = model, Unordered = unordered };
    }

    private static (List<(LambdaExpression Selector, bool Descending)> Keys, Expression Unordered) ReadKeys(IQueryable query)
    {
        List<(LambdaExpression Selector, bool Descending)> keys = [];
        var expression = query.Expression;
        while (expression is MethodCallExpression call)
        {
            var name = call.Method.DeclaringType == typeof(Queryable) ? call.Method.Name : "";
            if (name is nameof(Queryable.OrderBy) or nameof(Queryable.OrderByDescending) or nameof(Queryable.ThenBy) or nameof(Queryable.ThenByDescending))
            {
                if (call.Arguments.Count != 2)
                {
                    throw new PagingException($"The query over {query.ElementType.Name} is ordered by a comparer of C#, which the database does not have. Leave the comparer out.");
                }

                keys.Insert(0, ((LambdaExpression)((UnaryExpression)call.Arguments[1]).Operand, name.EndsWith("Descending", StringComparison.Ordinal)));
                if (name is nameof(Queryable.OrderBy) or nameof(Queryable.OrderByDescending))
                {
                    return (keys, call.Arguments[0]);
                }
            }
            else if (!Passing.Contains(call.Method.Name))
            {
                throw Blocked(query, call.Method.Name);
            }

            expression = call.Arguments[0];
        }

        throw new PagingException($"The query over {query.ElementType.Name} has no order, so it has no pages. Add .OrderBy(...) before ToPageAsync.");
    }

    private static PagingException Blocked(IQueryable query, string method) => new(method == nameof(Queryable.Select)
        ? $"The query ends with a Select, and the order is before it or absent. Order the entities, and give the projection to the page: .OrderBy(...).ToPageAsync(page, x => new {query.ElementType.Name} {{ ... }})."
        : $"A page of {query.ElementType.Name} cannot be read behind {method}. Put .OrderBy(...) right before ToPageAsync; only Where, Include and the like may stand in between.");

    private sealed class Roots : ExpressionVisitor
    {
        public EntityQueryRootExpression? Found { get; private set; }

        protected override Expression VisitExtension(Expression node)
        {
            Found ??= node as EntityQueryRootExpression;
            return node;
        }
    }
}
