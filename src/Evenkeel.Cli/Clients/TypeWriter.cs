using System.Text.Json.Nodes;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Cli.Clients;

/// <summary>Writes the schemas of one document as TypeScript types.</summary>
internal sealed class TypeWriter(JsonNode? root, TypeNames names)
{
    /// <summary>Types without names are written where they are used. Who nests them so that they multiply gets no file.</summary>
    private const int MostWritten = 20_000;

    private readonly HashSet<JsonObject> _open = new(ReferenceEqualityComparer.Instance);
    private int _written;

    /// <summary>The type of a value.</summary>
    /// <exception cref="ContractException">It is nested without end.</exception>
    public string Of(JsonNode? schema)
    {
        if (schema is not JsonObject members)
        {
            return schema?.GetValueKind() == System.Text.Json.JsonValueKind.False ? "never" : "unknown";
        }

        if (++_written > MostWritten)
        {
            throw new ContractException($"A schema has more than {MostWritten} nested types without a title.");
        }

        // One that holds itself and has no name cannot be written down.
        if (!_open.Add(members))
        {
            return "unknown";
        }

        var type = members["$ref"] is JsonValue reference ? Of(Schemas.Follow(root!, reference.GetValue<string>()) as JsonObject) : Named(members);
        _open.Remove(members);
        return type;
    }

    /// <summary>The type of a value that travels in a path or a query string.</summary>
    public string OfParameter(JsonNode? schema)
    {
        // One that is null is left out.
        var type = Of(schema).Replace(" | null", "", StringComparison.Ordinal);
        return type is "string" or "number" or "boolean" || type.StartsWith('"') || names.Declared.Any(each => each.Name == type) ? type : "string | number | boolean";
    }

    /// <summary>The type without its name.</summary>
    public string Inline(JsonObject schema)
    {
        if (schema["const"] is { } value)
        {
            return value.ToJsonString();
        }

        if (schema["enum"] is JsonArray values)
        {
            return values.Count == 0 ? "never" : string.Join(" | ", values.Select(each => each?.ToJsonString() ?? "null"));
        }

        if ((schema["anyOf"] ?? schema["oneOf"]) is JsonArray alternatives)
        {
            return string.Join(" | ", alternatives.Select(Of).Distinct());
        }

        var types = Schemas.Types(schema);
        return types.Count == 0 ? "unknown" : string.Join(" | ", types.Where(each => !IsNumberAsText(each, types)).Select(each => Of(each, schema)).Distinct());
    }

    private string Named(JsonObject members) =>
        names.Find(members, root!) is { } name ? Schemas.Types(members).Contains("null") ? $"{name} | null" : name : Inline(members);

    // The framework reads numbers from texts too; a page that has a number sends a number.
    private static bool IsNumberAsText(string type, IReadOnlyList<string> types) => type == "string" && (types.Contains("integer") || types.Contains("number"));

    private string Of(string type, JsonObject schema) => type switch
    {
        "string" or "boolean" or "null" => type,
        "integer" or "number" => "number",
        "array" => Of(schema["items"]) is var element && element.Contains('|', StringComparison.Ordinal) ? $"({element})[]" : $"{element}[]",
        "object" when schema["properties"] is JsonObject => $"{{ {string.Join("; ", TypeScriptTypes.Members(schema, this))} }}",
        "object" when schema["additionalProperties"] is JsonObject values => $"Record<string, {Of(values)}>",
        "object" => "Record<string, unknown>",
        _ => "unknown",
    };
}
