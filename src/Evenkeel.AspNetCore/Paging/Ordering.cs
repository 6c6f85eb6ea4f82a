using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>The total order of a list: what the query says, and the primary key where that leaves ties.</summary>
internal sealed class Ordering(IReadOnlyList<OrderingKey> keys, DatabaseEngine engine, IModel model)
{
    public IReadOnlyList<OrderingKey> Keys { get; } = keys;

    public DatabaseEngine Engine { get; } = engine;

    public IModel Model { get; } = model;

    /// <summary>What a cursor must have been made for: entity, columns, directions and types.</summary>
    public byte[] Shape(Type element)
    {
        var text = new StringBuilder(element.FullName);
        foreach (var key in Keys)
        {
            text.Append('\n').Append(key.Name).Append(key.Descending ? " desc " : " asc ").Append(key.Stored.FullName);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Orders a query by all keys, in either direction of travel.</summary>
    public Expression Apply(Expression query, Type element, bool backwards)
    {
        var first = true;
        foreach (var key in Keys)
        {
            var method = (first, key.Descending != backwards) switch
            {
                (true, false) => nameof(Queryable.OrderBy),
                (true, true) => nameof(Queryable.OrderByDescending),
                (false, false) => nameof(Queryable.ThenBy),
                (false, true) => nameof(Queryable.ThenByDescending),
            };
            query = Expression.Call(typeof(Queryable), method, [element, key.Selector.ReturnType], query, Expression.Quote(key.Selector));
            first = false;
        }

        return query;
    }
}
