using System.Text.Json;
using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Contracts;

/// <summary>The types that an instance of a schema may have. A number that is not an integer is a type of its own, so that types are disjoint.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Fraction = 8,
    String = 16,
    Array = 32,
    Object = 64,
    All = 127,
}

internal static class JsonTypesReading
{
    /// <exception cref="ContractException">The schema names a type that there is not.</exception>
    public static JsonTypes Of(JsonNode? type) => type switch
    {
        null => JsonTypes.All,
        JsonArray several => several.Aggregate(JsonTypes.None, (all, each) => all | Named(each?.ToString())),
        _ => Named(type.ToString()),
    };

    public static JsonTypes OfValue(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => JsonTypes.Null,
        JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
        JsonValueKind.String => JsonTypes.String,
        JsonValueKind.Array => JsonTypes.Array,
        JsonValueKind.Object => JsonTypes.Object,
        _ => double.IsInteger(value.GetValue<double>()) ? JsonTypes.Integer : JsonTypes.Fraction,
    };

    public static IEnumerable<JsonTypes> Each(this JsonTypes types) => Enum.GetValues<JsonTypes>().Where(each => int.IsPow2((int)each) && types.HasFlag(each));

    private static JsonTypes Named(string? name) => name switch
    {
        "null" => JsonTypes.Null,
        "boolean" => JsonTypes.Boolean,
        "integer" => JsonTypes.Integer,
        "number" => JsonTypes.Integer | JsonTypes.Fraction,
        "string" => JsonTypes.String,
        "array" => JsonTypes.Array,
        "object" => JsonTypes.Object,
        _ => throw new ContractException($"'{name}' is no JSON type."),
    };
}
