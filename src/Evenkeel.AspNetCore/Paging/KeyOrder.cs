using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>
/// A comparison that only a database makes, with the column's own conversion and collation, of types that C# cannot compare, too. Entity Framework Core reads the operator and not the method
/// that stands for it. A call, as <c>string.Compare(a, b) &gt; 0</c>, would have it look at the method's attributes for each page.
/// </summary>
internal static class KeyOrder
{
    private static readonly ConcurrentDictionary<Type, MethodInfo> Methods = [];

    /// <summary>Both are of one type.</summary>
    public static BinaryExpression Make(ExpressionType comparison, Expression left, Expression right) =>
        Expression.MakeBinary(comparison, left, right, liftToNull: false, MethodOf(left.Type));

    public static bool Compare<T>(T left, T right) => throw new InvalidOperationException("Keys of pages are compared by the database.");

    private static MethodInfo MethodOf(Type type) =>
        Methods.GetOrAdd(type, static type => typeof(KeyOrder).GetMethod(nameof(Compare), BindingFlags.Static | BindingFlags.Public)!.MakeGenericMethod(type));
}
