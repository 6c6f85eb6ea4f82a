using System.Text.Json;
using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Contracts;

/// <summary>Refuses what is no JSON Schema, so that nobody who reads one has to: each keyword that is read has the kind of value that it must have.</summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> Names = ["null", "boolean", "object", "array", "number", "integer", "string"];

    private static readonly HashSet<string> Texts = ["$ref", "title", "pattern", "format"];

    private static readonly HashSet<string> Numbers =
        ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];

    private static readonly HashSet<string> Schemas = ["additionalProperties", "items", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedProperties", "unevaluatedItems"];

    private static readonly HashSet<string> Lists = ["anyOf", "oneOf", "allOf", "prefixItems"];

    private static readonly HashSet<string> Maps = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

    /// <param name="schema">The schema.</param>
    /// <param name="where">What it is the schema of, and the place in it.</param>
    /// <exception cref="ContractException">It is none.</exception>
    public static void Check(JsonNode? schema, string where)
    {
        if (schema is not JsonObject members)
        {
            Require(Is(schema, JsonValueKind.True, JsonValueKind.False), where, "neither an object nor true or false");
            return;
        }

        foreach (var (keyword, value) in members)
        {
            Check(keyword, value, $"{where}/{keyword}");
        }
    }

    private static void Check(string keyword, JsonNode? value, string where)
    {
        switch (keyword)
        {
            case "type":
                Require(value is JsonArray { Count: > 0 } types ? types.All(IsName) : IsName(value), where, "no type of JSON");
                break;
            case "required":
                Require(value is JsonArray names && names.All(each => Is(each, JsonValueKind.String)), where, "no list of names");
                break;
            case "enum":
                Require(value is JsonArray, where, "no list of values");
                break;
            case var _ when Texts.Contains(keyword):
                Require(Is(value, JsonValueKind.String), where, "no text");
                break;
            case var _ when Numbers.Contains(keyword):
                Require(Is(value, JsonValueKind.Number), where, "no number");
                break;
            case var _ when Schemas.Contains(keyword):
                Check(value, where);
                break;
            case var _ when Lists.Contains(keyword):
                Require(value is JsonArray { Count: > 0 }, where, "no list of schemas");
                CheckAll(value!.AsArray().Select((each, index) => ($"{index}", each)), where);
                break;
            case var _ when Maps.Contains(keyword):
                Require(value is JsonObject, where, "no object");
                CheckAll(value!.AsObject().Select(each => (each.Key, each.Value)), where);
                break;
        }
    }

    private static void CheckAll(IEnumerable<(string Name, JsonNode? Schema)> schemas, string where)
    {
        foreach (var (name, schema) in schemas)
        {
            Check(schema, $"{where}/{name}");
        }
    }

    private static bool IsName(JsonNode? node) => Is(node, JsonValueKind.String) && Names.Contains(node!.GetValue<string>());

    private static bool Is(JsonNode? node, params ReadOnlySpan<JsonValueKind> kinds) => node is not null && kinds.Contains(node.GetValueKind());

    private static void Require(bool holds, string where, string what)
    {
        if (!holds)
        {
            throw new ContractException($"{where} is {what}: this is no JSON Schema.");
        }
    }
}
