using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Reads one page of a query.</summary>
internal sealed class PageReader<TSource, TResult>(IQueryable<TSource> query, Expression<Func<TSource, TResult>> selector, PageRequest page)
{
    private readonly Ordering _ordering = OrderingReader.Read(query);
    private readonly PageSource _source = page.Source ?? PageSource.OfProcess;

    private bool IsBackwards => page.Before is not null;

    public async Task<Page<TResult>> ReadAsync(CancellationToken cancel)
    {
        if (_source.Refusal is not null)
        {
            throw _source.Refusal;
        }

        var size = SizeOf();
        var start = Position();
        var rows = await FetchAsync(start, size + 1, cancel);
        var goesOn = rows.Count > size;
        if (goesOn)
        {
            rows.RemoveAt(size);
        }

        if (IsBackwards)
        {
            rows.Reverse();
        }

        return new Page<TResult>
        {
            Items = [.. rows.Select(row => row.Item)],
            Next = (IsBackwards || goesOn) ? End(rows, start, last: true) : null,
            Previous = (IsBackwards ? goesOn : start is not null) ? End(rows, start, last: false) : null,
            Total = page.WithTotal ? await query.LongCountAsync(cancel) : null,
        };
    }

    private int SizeOf()
    {
        var (standard, max) = _source.Limits;
        return page.Size is null ? standard
            : page.Size >= 1 && page.Size <= max ? page.Size.Value
            : throw PageRefusedException.Size(max);
    }

    private CursorPosition? Position()
    {
        if (page is { After: not null, Before: not null })
        {
            throw PageRefusedException.BothWays();
        }

        return (page.After ?? page.Before) is not { } text ? null
            : Cursor.Read(text, _ordering, typeof(TSource), _source) ?? throw PageRefusedException.Cursor(IsBackwards ? PageParameters.Before : PageParameters.After);
    }

    private async Task<List<PageRow<TResult>>> FetchAsync(CursorPosition? start, int count, CancellationToken cancel)
    {
        if (start is null)
        {
            return await FetchAsync((LambdaExpression?)null, count, cancel);
        }

        List<PageRow<TResult>> rows = [];
        foreach (var part in new Keyset(_ordering, start, IsBackwards).Parts<TSource>())
        {
            rows.AddRange(await FetchAsync(part, count - rows.Count, cancel));
            if (rows.Count == count)
            {
                break;
            }
        }

        return rows;
    }

    private Task<List<PageRow<TResult>>> FetchAsync(LambdaExpression? part, int count, CancellationToken cancel)
    {
        var expression = query.Expression;
        if (part is not null)
        {
            expression = QueryMethods.Filtered<TSource>(expression, part);
        }

        expression = QueryMethods.Limited<TSource>(_ordering.Apply(expression, IsBackwards), KeyValue.Of(count));
        expression = QueryMethods.Projected<TSource, PageRow<TResult>>(expression, RowSelector());
        return query.Provider.CreateQuery<PageRow<TResult>>(expression).ToListAsync(cancel);
    }

    private LambdaExpression RowSelector()
    {
        var source = selector.Parameters[0];
        return Expression.Lambda<Func<TSource, PageRow<TResult>>>(
            Expression.MemberInit(
                Expression.New(typeof(PageRow<TResult>)),
                Expression.Bind(typeof(PageRow<TResult>).GetProperty(nameof(PageRow<TResult>.Item))!, selector.Body),
                Expression.Bind(
                    typeof(PageRow<TResult>).GetProperty(nameof(PageRow<TResult>.Keys))!,
                    Expression.NewArrayInit(typeof(object), _ordering.Keys.Select(key => Expression.Convert(Nullable(key, source), typeof(object)))))),
            source);

        // A value that is NULL in the database would not fit into a type that cannot be.
        static Expression Nullable(OrderingKey key, ParameterExpression source)
        {
            var body = new Rebinding(key.Selector.Parameters[0], source).Visit(key.Selector.Body);
            return key.MayBeNull && body.Type == key.Type && body.Type.IsValueType ? Expression.Convert(body, typeof(Nullable<>).MakeGenericType(body.Type)) : body;
        }
    }

    // Of a page without rows there is only the way back, which begins with the row that the request named: nobody else shows that one.
    private string? End(List<PageRow<TResult>> rows, CursorPosition? start, bool last)
    {
        var position = rows.Count == 0 ? start is null ? null : start with { IsIncluded = true }
            : last ? At(rows[^1], rows.ElementAtOrDefault(rows.Count - 2))
            : At(rows[0], rows.ElementAtOrDefault(1));
        return position is null ? null : Cursor.Write(_ordering, typeof(TSource), position, _source);
    }

    private static CursorPosition At(PageRow<TResult> row, PageRow<TResult>? neighbour) => new()
    {
        Values = row.Keys,
        Ties = neighbour is null ? 0 : row.Keys.Zip(neighbour.Keys).SkipLast(1).TakeWhile(pair => Equals(pair.First, pair.Second)).Take(byte.MaxValue).Count(),
    };
}
