using System.Globalization;
using System.Reflection;

namespace Evenkeel.AspNetCore.Binding;

/// <summary>Whether a text can be read as a type, by the rules of the framework's binding: enumerations by name, and all else by the type's own <c>TryParse</c>.</summary>
internal static class TextValue
{
    private static readonly Type[] WithCulture = [typeof(string), typeof(IFormatProvider)];

    /// <returns>True also where it cannot be told.</returns>
    public static bool CanBe(Type type, string text)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string))
        {
            return true;
        }

        if (bare.IsEnum)
        {
            return Enum.TryParse(bare, text, ignoreCase: false, out _);
        }

        return bare == typeof(Uri) ? Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _) : Parses(bare, text) ?? true;
    }

    private static bool? Parses(Type type, string text)
    {
        if (Method(type, [.. WithCulture, type.MakeByRefType()]) is { } cultured)
        {
            return (bool)cultured.Invoke(null, [text, CultureInfo.InvariantCulture, null])!;
        }

        return Method(type, [typeof(string), type.MakeByRefType()]) is { } plain ? (bool)plain.Invoke(null, [text, null])! : null;
    }

    private static MethodInfo? Method(Type type, Type[] parameters) =>
        type.GetMethod("TryParse", BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy, parameters) is { } method && method.ReturnType == typeof(bool) ? method : null;
}
