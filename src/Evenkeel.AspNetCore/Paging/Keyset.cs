using System.Linq.Expressions;
using Evenkeel.AspNetCore.Databases;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>
/// The conditions for the rows behind a cursor in the direction of travel. <c>a &gt; x OR (a = x AND b &gt; y)</c> is written <c>a &gt;= x AND (a &lt;&gt; x OR b &gt; y)</c>, so that an index on (a, b)
/// finds the beginning; a second range in its place would have PostgreSQL weigh indexes for each, which takes it 60 µs of 260. It would look at all rows with <c>a = x</c>, so where the cursor stands among many of those, <c>a = x AND b &gt; y</c> and <c>a &gt; x</c> are asked one after the other.
/// </summary>
internal sealed class Keyset(Ordering ordering, CursorPosition from, bool backwards)
{
    // Each value once, so that it is one parameter however often it is compared.
    private readonly Expression?[] _values = [.. ordering.Keys.Zip(from.Values, (key, value) => value is null ? null : KeyValue.Of(value, key.Type))];
    private readonly Expression?[] _bodies = new Expression?[ordering.Keys.Count];
    private readonly ParameterExpression _row = Expression.Parameter(ordering.Keys[0].Selector.Parameters[0].Type, "row");

    /// <summary>
    /// Conditions whose rows together are those behind the cursor, all of one before all of the next: the next one is asked only when those before it have not filled the page. Most often
    /// there is one. NULLs that come behind the values are a part too, since no range of an index joins the two.
    /// </summary>
    /// <typeparam name="TSource">What a row is.</typeparam>
    public IReadOnlyList<LambdaExpression> Parts<TSource>() => [.. PartsFrom(0).Select(each => Expression.Lambda<Func<TSource, bool>>(each, _row))];

    private List<Expression> PartsFrom(int index)
    {
        var key = ordering.Keys[index];
        var nullsFirst = (ordering.Engine == DatabaseEngine.Sqlite) != IsDown(key);
        var isNull = from.Values[index] is null;
        List<Expression> parts = [];
        if (index < from.Ties && index < ordering.Keys.Count - 1)
        {
            var same = isNull ? IsNull(key, true) : IsSame(index);
            parts.AddRange(PartsFrom(index + 1).Select(part => Expression.AndAlso(same, part)));
            if (!isNull)
            {
                parts.Add(Compare(index, Strict(key)));
            }
        }
        else if (!isNull)
        {
            parts.Add(BehindValue(index));
        }
        else if (Rest(index) is { } rest)
        {
            parts.Add(Expression.AndAlso(IsNull(key, true), rest));
        }

        if (isNull ? nullsFirst : key.MayBeNull && !nullsFirst)
        {
            parts.Add(IsNull(key, !isNull));
        }

        return parts;
    }

    private Expression BehindValue(int index)
    {
        var key = ordering.Keys[index];
        if (index == ordering.Keys.Count - 1)
        {
            return Compare(index, from.IsIncluded ? Bound(key) : Strict(key));
        }

        return Rest(index) is { } rest
            ? Expression.AndAlso(Compare(index, Bound(key)), Expression.OrElse(Compare(index, key.ByFunction ? Strict(key) : ExpressionType.NotEqual), rest))
            : Compare(index, Strict(key));
    }

    /// <summary>What the keys behind this one say of rows that are equal up to it; null: none of those is behind the cursor.</summary>
    private Expression? Rest(int index) => index < ordering.Keys.Count - 1
        ? PartsFrom(index + 1).Aggregate((Expression?)null, (all, part) => all is null ? part : Expression.OrElse(all, part))
        : from.IsIncluded ? Expression.Constant(true) : null;

    private BinaryExpression IsSame(int index) => ordering.Keys[index].ByFunction
        ? Expression.AndAlso(Compare(index, ExpressionType.GreaterThanOrEqual), Compare(index, ExpressionType.LessThanOrEqual))
        : Compare(index, ExpressionType.Equal);

    private BinaryExpression Compare(int index, ExpressionType comparison)
    {
        var key = ordering.Keys[index];
        var value = _values[index]!;
        var body = _bodies[index] ??= NotNull(key);
        return key.ByFunction
            ? Expression.MakeBinary(comparison, body, value)
            : KeyOrder.Make(comparison, body, value);
    }

    private BinaryExpression IsNull(OrderingKey key, bool isNull)
    {
        var nullable = OrNull(BodyOf(key));
        return Expression.MakeBinary(isNull ? ExpressionType.Equal : ExpressionType.NotEqual, nullable, Expression.Constant(null, nullable.Type));
    }

    private static Expression OrNull(Expression body) =>
        body.Type.IsValueType && Nullable.GetUnderlyingType(body.Type) is null ? Expression.Convert(body, typeof(Nullable<>).MakeGenericType(body.Type)) : body;

    private Expression NotNull(OrderingKey key) => BodyOf(key) is var body && Nullable.GetUnderlyingType(body.Type) is null ? body : Expression.Property(body, nameof(Nullable<>.Value));

    private Expression BodyOf(OrderingKey key) => new Rebinding(key.Selector.Parameters[0], _row).Visit(key.Selector.Body);

    private ExpressionType Strict(OrderingKey key) => IsDown(key) ? ExpressionType.LessThan : ExpressionType.GreaterThan;

    private ExpressionType Bound(OrderingKey key) => IsDown(key) ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual;

    private bool IsDown(OrderingKey key) => key.Descending != backwards;
}
