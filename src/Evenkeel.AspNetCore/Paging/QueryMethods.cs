using System.Linq.Expressions;
using System.Reflection;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>The operators that a page adds to a query. Each is looked up once: by name it costs more than everything else that a page does before its statement is sent.</summary>
internal static class QueryMethods
{
    private static readonly MethodInfo Where = Of(nameof(Queryable.Where), typeof(Func<,>));
    private static readonly MethodInfo Take = typeof(Queryable).GetMethods().Single(method => method.Name == nameof(Queryable.Take) && method.GetParameters()[1].ParameterType == typeof(int));
    private static readonly MethodInfo Select = Of(nameof(Queryable.Select), typeof(Func<,>));
    private static readonly MethodInfo OrderBy = Of(nameof(Queryable.OrderBy), typeof(Func<,>));
    private static readonly MethodInfo OrderByDescending = Of(nameof(Queryable.OrderByDescending), typeof(Func<,>));
    private static readonly MethodInfo ThenBy = Of(nameof(Queryable.ThenBy), typeof(Func<,>));
    private static readonly MethodInfo ThenByDescending = Of(nameof(Queryable.ThenByDescending), typeof(Func<,>));

    public static Expression Filtered<T>(Expression query, LambdaExpression condition) => Expression.Call(Closed<T>.Where, query, Expression.Quote(condition));

    public static Expression Limited<T>(Expression query, Expression count) => Expression.Call(Closed<T>.Take, query, count);

    public static Expression Projected<T, TResult>(Expression query, LambdaExpression selector) => Expression.Call(Closed<T, TResult>.Select, query, Expression.Quote(selector));

    public static Expression Ordered(Expression query, LambdaExpression selector, bool isFirst, bool descending)
    {
        var method = (isFirst, descending) switch
        {
            (true, false) => OrderBy,
            (true, true) => OrderByDescending,
            (false, false) => ThenBy,
            (false, true) => ThenByDescending,
        };
        return Expression.Call(method.MakeGenericMethod(selector.Parameters[0].Type, selector.ReturnType), query, Expression.Quote(selector));
    }

    // The overload whose lambda has no index, and which has no comparer.
    private static MethodInfo Of(string name, Type lambda) => typeof(Queryable).GetMethods().Single(method =>
        method.Name == name && method.GetParameters() is [_, { ParameterType: var quoted }] && quoted.GetGenericArguments()[0].GetGenericTypeDefinition() == lambda);

    private static class Closed<T>
    {
        public static readonly MethodInfo Where = QueryMethods.Where.MakeGenericMethod(typeof(T));
        public static readonly MethodInfo Take = QueryMethods.Take.MakeGenericMethod(typeof(T));
    }

    private static class Closed<T, TResult>
    {
        public static readonly MethodInfo Select = QueryMethods.Select.MakeGenericMethod(typeof(T), typeof(TResult));
    }
}
