using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Coherence.Model;

/// <summary>Reads the values of tags from the texts of requests, as minimal APIs bind them.</summary>
internal static class TagValue
{
    private static readonly MethodInfo ReadParsable = typeof(TagValue).GetMethod(nameof(Parse), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Whether two values that the database takes for equal have one text. Not so for 1.0 and 1.00, or where a collation takes A for a.</summary>
    public static bool CanBeNamed(IProperty property, Type type) => type == typeof(string)
        ? property.GetCollation() is null && property.FindAnnotation(RelationalAnnotationNames.ColumnType)?.Value as string is not "citext"
        : type == typeof(Guid) || type == typeof(bool) || type == typeof(char) || type.IsEnum || IsInteger(type) || (type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true && IsParsable(type));

    public static bool TryRead(Type type, string text, out object? value)
    {
        if (type == typeof(string))
        {
            value = text;
            return true;
        }

        if (type.IsEnum)
        {
            return Enum.TryParse(type, text, ignoreCase: true, out value);
        }

        value = ReadParsable.MakeGenericMethod(type).Invoke(null, [text]);
        return value is not null;
    }

    private static object? Parse<T>(string text)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static bool IsInteger(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64 || type == typeof(Int128) || type == typeof(UInt128);

    private static bool IsParsable(Type type) => type.GetInterfaces().Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IParsable<>) && each.GetGenericArguments()[0] == type);
}
