using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Evenkeel.Protocol.Contracts;

/// <summary>Whether a schema takes one given value. "Yes" is certain; a keyword that is not understood takes nothing.</summary>
internal static class SchemaValues
{
    private static readonly TimeSpan MatchWithin = TimeSpan.FromSeconds(1);

    public static bool IsTaken(SchemaDocument document, JsonNode? schema, JsonNode? value) =>
        SchemaCase.Of(document, schema).Any(each => each.Parts.All(part => IsTakenBy(document, part, value)));

    private static bool IsTakenBy(SchemaDocument document, JsonObject part, JsonNode? value)
    {
        var type = JsonTypesReading.OfValue(value);
        return JsonTypesReading.Of(part["type"]).HasFlag(type) && part.All(each => IsTakenBy(document, part, each.Key, each.Value, value, type));
    }

    private static bool IsTakenBy(SchemaDocument document, JsonObject part, string keyword, JsonNode? limit, JsonNode? value, JsonTypes type) => keyword switch
    {
        "type" or "anyOf" or "allOf" or "$defs" or "definitions" or "default" => true,
        "title" or "description" or "$comment" or "examples" or "example" or "deprecated" or "readOnly" or "writeOnly" or "$schema" or "$id" => true,
        "const" => JsonNode.DeepEquals(limit, value),
        "enum" => limit!.AsArray().Any(each => JsonNode.DeepEquals(each, value)),
        "minimum" => Number(value, type) is not { } number || number >= limit!.GetValue<double>(),
        "maximum" => Number(value, type) is not { } number || number <= limit!.GetValue<double>(),
        "exclusiveMinimum" => Number(value, type) is not { } number || number > limit!.GetValue<double>(),
        "exclusiveMaximum" => Number(value, type) is not { } number || number < limit!.GetValue<double>(),
        "minLength" => type != JsonTypes.String || LengthOf(value!) >= limit!.GetValue<double>(),
        "maxLength" => type != JsonTypes.String || LengthOf(value!) <= limit!.GetValue<double>(),
        "pattern" => type != JsonTypes.String || Regex.IsMatch(value!.GetValue<string>(), limit!.GetValue<string>(), RegexOptions.None, MatchWithin),
        "minItems" => type != JsonTypes.Array || value!.AsArray().Count >= limit!.GetValue<double>(),
        "maxItems" => type != JsonTypes.Array || value!.AsArray().Count <= limit!.GetValue<double>(),
        "items" => type != JsonTypes.Array || value!.AsArray().All(each => IsTaken(document, limit, each)),
        "properties" => type != JsonTypes.Object || limit!.AsObject().All(each => !value!.AsObject().TryGetPropertyValue(each.Key, out var own) || IsTaken(document, each.Value, own)),
        "required" => type != JsonTypes.Object || limit!.AsArray().All(each => value!.AsObject().ContainsKey(each!.ToString())),
        "additionalProperties" => type != JsonTypes.Object || value!.AsObject().All(each => part["properties"]?[each.Key] is not null || IsTaken(document, limit, each.Value)),
        _ => false,
    };

    private static double? Number(JsonNode? value, JsonTypes type) => type is JsonTypes.Integer or JsonTypes.Fraction ? value!.GetValue<double>() : null;

    private static int LengthOf(JsonNode value) => new StringInfo(value.GetValue<string>()).LengthInTextElements;
}
