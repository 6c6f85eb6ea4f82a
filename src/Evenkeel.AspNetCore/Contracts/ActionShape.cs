using System.Text.Json;
using System.Text.Json.Nodes;
using Evenkeel.AspNetCore.Binding;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.AspNetCore.Contracts;

/// <summary>What is known of one action, however it was mapped.</summary>
internal sealed record ActionShape
{
    public required string Method { get; init; }

    public required string Route { get; init; }

    public string? Version { get; init; }

    public required IReadOnlyList<BoundParameter> Parameters { get; init; }

    /// <summary>The type of the JSON body; null: there is none, or it is no JSON.</summary>
    public Type? Body { get; init; }

    public bool BodyIsOptional { get; init; }

    /// <summary>A form or a stream: something is to be sent that JSON Schema does not describe.</summary>
    public bool TakesOther { get; init; }

    /// <summary>What it may answer with success.</summary>
    public required IReadOnlyList<Type> Results { get; init; }

    public Contract ToContract(JsonSerializerOptions json) => new($"{Method} {Route}", Input(json), Output(json), Version);

    private JsonObject? Input(JsonSerializerOptions json)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var group in Parameters.GroupBy(each => each.Place.ToString().ToLowerInvariant()))
        {
            properties[group.Key] = Section(group, $"/properties/{group.Key}/properties", json);
            if (group.Any(each => !each.IsOptional))
            {
                required.Add(group.Key);
            }
        }

        if (Body is not null || TakesOther)
        {
            properties["body"] = Body is null ? true : SchemaExport.Under("/properties/body", SchemaExport.Of(Body, json, SchemaSide.Taken));
            if (!BodyIsOptional)
            {
                required.Add("body");
            }
        }

        return properties.Count == 0 ? null : new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
    }

    private static JsonObject Section(IEnumerable<BoundParameter> parameters, string place, JsonSerializerOptions json)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var each in parameters)
        {
            var schema = SchemaExport.Under($"{place}/{each.Name}", SchemaExport.Of(each.Type, json, SchemaSide.Taken))!;
            if (schema is JsonObject members)
            {
                SchemaConstraints.Add(members, each.Attributes);
            }

            properties[each.Name] = schema;
            if (!each.IsOptional)
            {
                required.Add(each.Name);
            }
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
    }

    private JsonNode? Output(JsonSerializerOptions json)
    {
        var results = Results.Distinct().OrderBy(each => each.FullName, StringComparer.Ordinal).ToList();
        return results.Count switch
        {
            0 => null,
            1 => SchemaExport.Of(results[0], json, SchemaSide.Given),
            _ => new JsonObject { ["anyOf"] = new JsonArray([.. results.Select((each, index) => SchemaExport.Under($"/anyOf/{index}", SchemaExport.Of(each, json, SchemaSide.Given)))]) },
        };
    }
}
