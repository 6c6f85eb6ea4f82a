using System.Reflection;

namespace Evenkeel.Architecture.Tests.Api;

/// <summary>Writes a type as C# would, with its namespace and its nullable annotations.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        var mark = !type.IsValueType && nullability is { ReadState: NullabilityState.Nullable } ? "?" : "";
        return type.IsArray ? $"{Of(type.GetElementType()!, nullability?.ElementType)}[]{mark}" : Name(type, nullability) + mark;
    }

    /// <summary>The name of a type that is declared here: <c>Space.Outer.Inner&lt;T&gt;</c>.</summary>
    public static string Declared(Type type) => Name(type, null);

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var arguments = type.GetGenericArguments();
        var own = arguments.Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).ToArray();
        var outer = type.DeclaringType is { } declaring ? Name(declaring, null) : type.Namespace;
        var name = $"{outer}.{type.Name.Split('`')[0]}";
        if (own.Length == 0)
        {
            return name;
        }

        var infos = nullability?.GenericTypeArguments ?? [];
        return $"{name}<{string.Join(", ", own.Select((each, index) => Of(each, index < infos.Length ? infos[index] : null)))}>";
    }
}
