using System.Linq.Expressions;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Reads ordered queries in pages, by the values of the rows at their ends and not by counting: the ten thousandth page costs what the first does.</summary>
public static class PageQueries
{
    /// <summary>
    /// Reads a page of a query. Rows that stand throughout are seen exactly once, in either direction, whatever is inserted and deleted meanwhile; one whose place in the order changes may be seen twice or not
    /// at all. Where the order leaves ties, the entity's primary key decides.
    /// </summary>
    /// <typeparam name="T">An entity, or a projection that holds its entity's primary key.</typeparam>
    /// <param name="query">A query of Entity Framework Core on SQLite or PostgreSQL that ends with its ordering, but for filters and <c>Include</c>.</param>
    /// <param name="page">Which part. Bound from a request it is limited, and its cursors are its user's alone.</param>
    /// <param name="cancel">Cancels the query.</param>
    /// <exception cref="PagingException">The query has no order, or one that cannot be read in pages; the message says what to write.</exception>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">The size or the cursor is none of this list's. Of a bound request it is answered with 400 and a problem.</exception>
    public static Task<Page<T>> ToPageAsync<T>(this IQueryable<T> query, PageRequest page, CancellationToken cancel = default) => query.ToPageAsync(page, row => row, cancel);

    /// <summary>Reads a page of a query over entities, of which the database then makes something else. The order is the entities': what is made need not hold their keys.</summary>
    /// <inheritdoc cref="ToPageAsync{T}(IQueryable{T}, PageRequest, CancellationToken)"/>
    /// <typeparam name="T">An entity.</typeparam>
    /// <typeparam name="TResult">What the page holds.</typeparam>
    /// <param name="query">A query of Entity Framework Core on SQLite or PostgreSQL that ends with its ordering, but for filters and <c>Include</c>.</param>
    /// <param name="page">Which part. Bound from a request it is limited, and its cursors are its user's alone.</param>
    /// <param name="selector">As in <c>Select</c>.</param>
    /// <param name="cancel">Cancels the query.</param>
    public static Task<Page<TResult>> ToPageAsync<T, TResult>(this IQueryable<T> query, PageRequest page, Expression<Func<T, TResult>> selector, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(selector);
        return new PageReader<T, TResult>(query, selector, page).ReadAsync(cancel);
    }
}
