using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Holds a value so that Entity Framework Core makes a parameter of it: one plan for all pages. It reads a field without compiling anything, as it does a captured variable.</summary>
internal sealed class KeyValue<T>
{
    /// <summary>Looked up once, and not for each page.</summary>
    public static readonly FieldInfo Field = typeof(KeyValue<T>).GetField(nameof(Value))!;

    public T? Value;
}

/// <summary>Makes such values of any type.</summary>
internal static class KeyValue
{
    private static readonly ConcurrentDictionary<Type, Func<object, Expression>> Makers = [];

    public static Expression Of<T>(T value) => Expression.Field(Expression.Constant(new KeyValue<T> { Value = value }), KeyValue<T>.Field);

    /// <summary>Of a type that only the model knows.</summary>
    public static Expression Of(object value, Type type) =>
        Makers.GetOrAdd(type, static type => typeof(KeyValue).GetMethod(nameof(OfObject), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).CreateDelegate<Func<object, Expression>>())(value);

    private static Expression OfObject<T>(object value) => Of((T)value);
}
