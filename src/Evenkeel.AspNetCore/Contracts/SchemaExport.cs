using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Evenkeel.AspNetCore.Contracts;

/// <summary>The JSON Schema of a .NET type: the framework's, with what its exporter leaves out.</summary>
internal static class SchemaExport
{
    public static JsonNode Of(Type type, JsonSerializerOptions json, SchemaSide side)
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (context, node) => Complete(context, node, json, side) };
        return json.GetJsonSchemaAsNode(type, options);
    }

    /// <summary>Has the references of a schema hold where it stands inside another one.</summary>
    public static JsonNode? Under(string place, JsonNode? schema)
    {
        switch (schema)
        {
            case JsonObject members:
                if (members["$ref"] is JsonValue reference && reference.TryGetValue(out string? target) && target.StartsWith('#'))
                {
                    members["$ref"] = $"#{place}{target[1..]}";
                }

                foreach (var (_, member) in members)
                {
                    Under(place, member);
                }

                break;
            case JsonArray elements:
                foreach (var element in elements)
                {
                    Under(place, element);
                }

                break;
        }

        return schema;
    }

    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode node, JsonSerializerOptions json, SchemaSide side)
    {
        if (node is not JsonObject schema)
        {
            return node;
        }

        if (schema.ContainsKey("properties") || schema.ContainsKey("enum"))
        {
            schema["title"] ??= NameOf(context.TypeInfo.Type);
        }

        if (side == SchemaSide.Given)
        {
            Given(context.TypeInfo, schema, json);
        }
        else
        {
            SchemaConstraints.Require(context.TypeInfo, schema);
        }

        if (context.PropertyInfo is { } property)
        {
            SchemaConstraints.Add(schema, [.. SchemaConstraints.Of(property)]);
        }

        return schema;
    }

    // Everything that is always written can be counted on, and a number is written as a number even where a text is read as one.
    private static void Given(JsonTypeInfo type, JsonObject schema, JsonSerializerOptions json)
    {
        if (schema["type"] is JsonArray types && schema.ContainsKey("pattern") && !json.NumberHandling.HasFlag(JsonNumberHandling.WriteAsString)
            && types.Any(IsNumber))
        {
            SchemaConstraints.Exclude(schema, "string");
            schema.Remove("pattern");
        }

        if (schema["properties"] is JsonObject properties)
        {
            var always = type.Properties.Where(each => each.Get is not null && each.ShouldSerialize is null && !IsLeftOut(each, json)).Select(each => each.Name);
            schema["required"] = new JsonArray([.. always.Where(properties.ContainsKey).Select(each => JsonValue.Create(each))]);
        }
    }

    private static bool IsLeftOut(JsonPropertyInfo property, JsonSerializerOptions json) => json.DefaultIgnoreCondition switch
    {
        JsonIgnoreCondition.WhenWritingDefault => true,
        JsonIgnoreCondition.WhenWritingNull => !property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null,
        _ => false,
    };

    private static bool IsNumber(JsonNode? type) => type!.GetValue<string>() is "integer" or "number";

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{string.Concat(type.GetGenericArguments().Select(NameOf))}"
        : type.Name;
}
