using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>
/// A comparison that only a database makes. Entity Framework Core reads any <c>Compare(a, b) &gt; 0</c> as <c>a &gt; b</c>, with the column's own conversion and collation, and for types that
/// C# cannot compare.
/// </summary>
internal static class KeyOrder
{
    private static readonly ConcurrentDictionary<Type, MethodInfo> Methods = [];
    private static readonly ConstantExpression Zero = Expression.Constant(0);

    // What C# compares too is said without the call: Entity Framework Core has two expressions less to look at for each page.
    private static readonly HashSet<Type> Plain = [typeof(short), typeof(int), typeof(long), typeof(double), typeof(DateTime), typeof(DateOnly)];

    /// <summary>Both are of one type.</summary>
    public static BinaryExpression Make(ExpressionType comparison, Expression left, Expression right) =>
        Plain.Contains(left.Type) ? Expression.MakeBinary(comparison, left, right) : Expression.MakeBinary(comparison, Expression.Call(MethodOf(left.Type), left, right), Zero);

    public static int Compare<T>(T left, T right) => throw new InvalidOperationException("Keys of pages are compared by the database.");

    private static MethodInfo MethodOf(Type type) =>
        Methods.GetOrAdd(type, static type => typeof(KeyOrder).GetMethod(nameof(Compare), BindingFlags.Static | BindingFlags.Public)!.MakeGenericMethod(type));
}
