using System.Linq.Expressions;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Holds a value so that Entity Framework Core makes a parameter of it: one plan for all pages. It reads a field without compiling anything, as it does a captured variable.</summary>
internal sealed class KeyValue<T>
{
    public T? Value;
}

/// <summary>Makes such values of any type.</summary>
internal static class KeyValue
{
    public static Expression Of(object value, Type type)
    {
        var field = typeof(KeyValue<>).MakeGenericType(type).GetField(nameof(KeyValue<int>.Value))!;
        var holder = Activator.CreateInstance(field.DeclaringType!)!;
        field.SetValue(holder, value);
        return Expression.Field(Expression.Constant(holder), field);
    }
}
