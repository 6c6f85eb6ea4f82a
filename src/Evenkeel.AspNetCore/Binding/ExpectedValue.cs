using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace Evenkeel.AspNetCore.Binding;

/// <summary>What a field takes, in words for whoever sends it.</summary>
internal static class ExpectedValue
{
    private static readonly Dictionary<Type, string> ByType = new()
    {
        [typeof(string)] = "text",
        [typeof(char)] = "one character of text",
        [typeof(bool)] = "true or false",
        [typeof(byte)] = Whole(byte.MinValue, byte.MaxValue),
        [typeof(sbyte)] = Whole(sbyte.MinValue, sbyte.MaxValue),
        [typeof(short)] = Whole(short.MinValue, short.MaxValue),
        [typeof(ushort)] = Whole(ushort.MinValue, ushort.MaxValue),
        [typeof(int)] = Whole(int.MinValue, int.MaxValue),
        [typeof(uint)] = Whole(uint.MinValue, uint.MaxValue),
        [typeof(long)] = Whole(long.MinValue, long.MaxValue),
        [typeof(ulong)] = Whole(ulong.MinValue, ulong.MaxValue),
        [typeof(float)] = "a number",
        [typeof(double)] = "a number",
        [typeof(decimal)] = "a number",
        [typeof(Guid)] = "a UUID as text",
        [typeof(DateTime)] = "a date and time as text, like 2026-11-22T08:15:00Z",
        [typeof(DateTimeOffset)] = "a date and time as text, like 2026-11-22T08:15:00Z",
        [typeof(DateOnly)] = "a date as text, like 2026-11-22",
        [typeof(TimeOnly)] = "a time as text, like 08:15:00",
        [typeof(TimeSpan)] = "a duration as text, like 08:15:00",
        [typeof(byte[])] = "base64 as text",
    };

    /// <returns>Null where the type does not tell.</returns>
    public static string? Of(JsonTypeInfo type)
    {
        var bare = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        return ByType.TryGetValue(bare, out var expected)
            ? expected
            : type.Kind switch
            {
                JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
                JsonTypeInfoKind.Enumerable => "an array",
                _ when bare.IsEnum => $"one of {string.Join(", ", Enum.GetNames(bare))}, as the application writes them",
                _ => null,
            };
    }

    /// <summary>What a parameter takes, which is text anyway.</summary>
    /// <returns>Null where the type does not tell.</returns>
    public static string? InText(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return ByType.TryGetValue(bare, out var expected) ? expected.Replace(" as text", "", StringComparison.Ordinal)
            : bare.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(bare))}"
            : null;
    }

    private static string Whole(IFormattable least, IFormattable most) =>
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");
}
