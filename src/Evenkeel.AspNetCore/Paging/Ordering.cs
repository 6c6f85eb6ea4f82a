using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>The total order of a list: what the query says, and the primary key where that leaves ties.</summary>
internal sealed class Ordering(IReadOnlyList<OrderingKey> keys, DatabaseEngine engine, IModel model)
{
    // Of one list: always the same element.
    private byte[]? _shape;

    public IReadOnlyList<OrderingKey> Keys { get; } = keys;

    public DatabaseEngine Engine { get; } = engine;

    public IModel Model { get; } = model;

    /// <summary>What a cursor must have been made for: entity, columns, directions and types.</summary>
    public byte[] Shape(Type element) => _shape ??= ShapeOf(element);

    /// <summary>Orders a query by all keys, in either direction of travel.</summary>
    public Expression Apply(Expression query, bool backwards)
    {
        for (var index = 0; index < Keys.Count; index++)
        {
            query = QueryMethods.Ordered(query, Keys[index].Selector, isFirst: index == 0, Keys[index].Descending != backwards);
        }

        return query;
    }

    private byte[] ShapeOf(Type element)
    {
        var text = new StringBuilder(element.FullName);
        foreach (var key in Keys)
        {
            text.Append('\n').Append(key.Name).Append(key.Descending ? " desc " : " asc ").Append(key.Stored.FullName);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
