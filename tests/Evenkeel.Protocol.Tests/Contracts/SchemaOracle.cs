using System.Text.Json;
using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Tests.Contracts;

/// <summary>A plain validator for the schemas of <see cref="RandomSchemas"/>, written apart from the judge.</summary>
internal static class SchemaOracle
{
    public static bool IsValid(JsonNode? schema, JsonNode? value)
    {
        var members = schema!.AsObject();
        if (members["anyOf"] is JsonArray alternatives && !alternatives.Any(each => IsValid(each, value)))
        {
            return false;
        }

        if (members["enum"] is JsonArray values && !values.Any(each => JsonNode.DeepEquals(each, value)))
        {
            return false;
        }

        if (members["type"] is { } type && !(type is JsonArray several ? several.Any(each => Is(each!.ToString(), value)) : Is(type.ToString(), value)))
        {
            return false;
        }

        return value switch
        {
            null => true,
            JsonArray array => members["items"] is not { } items || array.All(each => IsValid(items, each)),
            JsonObject own => IsValidObject(members, own),
            _ when value.GetValueKind() == JsonValueKind.String => IsWithin(members, "Length", value.ToString().Length),
            _ when value.GetValueKind() == JsonValueKind.Number => IsWithin(members, "imum", double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)),
            _ => true,
        };
    }

    private static bool IsValidObject(JsonObject schema, JsonObject value)
    {
        var properties = schema["properties"] as JsonObject ?? [];
        return value.All(each => properties.ContainsKey(each.Key) ? IsValid(properties[each.Key], each.Value) : schema["additionalProperties"]?.GetValueKind() != JsonValueKind.False)
            && (schema["required"]?.AsArray().All(each => value.ContainsKey(each!.ToString())) ?? true);
    }

    private static bool IsWithin(JsonObject schema, string kind, double value) =>
        (schema[$"min{kind}"] is not { } min || value >= min.GetValue<int>())
        && (schema[$"max{kind}"] is not { } max || value <= max.GetValue<int>())
        && (schema["exclusiveMinimum"] is not { } above || kind != "imum" || value > above.GetValue<int>())
        && (schema["exclusiveMaximum"] is not { } below || kind != "imum" || value < below.GetValue<int>());

    private static bool Is(string type, JsonNode? value) => value?.GetValueKind() switch
    {
        null => type == "null",
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind.String => type == "string",
        JsonValueKind.Array => type == "array",
        JsonValueKind.Object => type == "object",
        _ => type == "number" || (type == "integer" && double.IsInteger(double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture))),
    };
}
