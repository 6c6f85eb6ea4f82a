using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Tests.Contracts;

/// <summary>Random schemas of the kinds that a framework writes, small changes of them, and instances of them. The same seed gives the same ones.</summary>
internal sealed class RandomSchemas(int seed)
{
    private static readonly string[] Names = ["a", "b", "c", "title"];
    private static readonly string[] Words = ["", "x", "on", "off", "long enough"];

    private readonly Random _random = new(seed);

    public JsonNode Schema(int depth = 3) => _random.Next(depth > 0 ? 9 : 5) switch
    {
        0 => Text(),
        1 => Number("integer"),
        2 => Number("number"),
        3 => new JsonObject { ["type"] = "boolean" },
        4 => new JsonObject { ["enum"] = Some(Words) },
        5 => Nullable(Schema(depth - 1)),
        6 => new JsonObject { ["type"] = "array", ["items"] = Schema(depth - 1) },
        7 => new JsonObject { ["anyOf"] = new JsonArray(Schema(depth - 1), Schema(depth - 1)) },
        _ => Object(depth - 1),
    };

    /// <summary>The same schema with one thing changed, somewhere.</summary>
    public JsonNode Changed(JsonNode schema)
    {
        var copy = schema.DeepClone().AsObject();
        switch (_random.Next(4))
        {
            case 0 when copy["properties"] is JsonObject properties:
                ChangeProperties(copy, properties);
                break;
            case 1 when copy["items"] is { } items:
                copy["items"] = Changed(items);
                break;
            case 2:
                return Nullable(copy);
            case 3 when copy["enum"] is JsonArray:
                copy["enum"] = Some(Words);
                break;
            default:
                ChangeBounds(copy);
                break;
        }

        return copy;
    }

    /// <summary>An instance of the schema, without names that it does not declare; null, if none was found.</summary>
    public (bool Found, JsonNode? Value) Instance(JsonNode? schema)
    {
        var members = schema!.AsObject();
        if (members["anyOf"] is JsonArray alternatives)
        {
            return Instance(alternatives[_random.Next(alternatives.Count)]);
        }

        if (members["enum"] is JsonArray values)
        {
            return values.Count == 0 ? (false, null) : (true, values[_random.Next(values.Count)]?.DeepClone());
        }

        var types = members["type"] is JsonArray several ? several.Select(each => each!.ToString()).ToArray() : [members["type"]!.ToString()];
        var value = Of(types[_random.Next(types.Length)], members);
        return (SchemaOracle.IsValid(schema, value), value);
    }

    private JsonNode? Of(string type, JsonObject schema) => type switch
    {
        "null" => null,
        "boolean" => _random.Next(2) == 0,
        "integer" => _random.Next(-6, 7),
        "number" => _random.Next(-12, 13) / 2.0,
        "string" => Words[_random.Next(Words.Length)],
        "array" => new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => Instance(schema["items"])).Where(each => each.Found).Select(each => each.Value)]),
        _ => new JsonObject(schema["properties"]!.AsObject()
            .Where(each => _random.Next(3) > 0 || schema["required"]?.AsArray().Any(name => name!.ToString() == each.Key) == true)
            .Select(each => (each.Key, Made: Instance(each.Value)))
            .Where(each => each.Made.Found)
            .Select(each => KeyValuePair.Create(each.Key, each.Made.Value))),
    };

    private JsonObject Text()
    {
        var schema = new JsonObject { ["type"] = "string" };
        Maybe(schema, "minLength", _random.Next(3));
        Maybe(schema, "maxLength", _random.Next(1, 12));
        return schema;
    }

    private JsonObject Number(string type)
    {
        var schema = new JsonObject { ["type"] = type };
        Maybe(schema, _random.Next(2) == 0 ? "minimum" : "exclusiveMinimum", _random.Next(-5, 2));
        Maybe(schema, _random.Next(2) == 0 ? "maximum" : "exclusiveMaximum", _random.Next(1, 6));
        return schema;
    }

    private JsonObject Object(int depth)
    {
        var names = Names.Where(_ => _random.Next(2) == 0).ToArray();
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(names.Select(each => KeyValuePair.Create(each, (JsonNode?)Schema(depth)))),
            ["required"] = Some(names),
        };
        if (_random.Next(4) == 0)
        {
            schema["additionalProperties"] = false;
        }

        return schema;
    }

    private void ChangeProperties(JsonObject schema, JsonObject properties)
    {
        var name = Names[_random.Next(Names.Length)];
        switch (_random.Next(3))
        {
            case 0 when properties[name] is { } property:
                properties[name] = Changed(property);
                break;
            case 1:
                properties.Remove(name);
                schema["required"] = new JsonArray([.. schema["required"]!.AsArray().Where(each => each!.ToString() != name).Select(each => each!.DeepClone())]);
                break;
            default:
                properties[name] ??= Schema(1);
                schema["required"] = Some([.. properties.Select(each => each.Key)]);
                break;
        }
    }

    private void ChangeBounds(JsonObject schema)
    {
        foreach (var keyword in schema.Select(each => each.Key).Where(each => each.Contains("max", StringComparison.OrdinalIgnoreCase) || each.Contains("min", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            schema[keyword] = schema[keyword]!.GetValue<int>() + _random.Next(-1, 2);
        }
    }

    private static JsonNode Nullable(JsonNode schema)
    {
        if (schema is JsonObject members && members["type"] is JsonValue type)
        {
            members["type"] = new JsonArray(type.DeepClone(), "null");
            return members;
        }

        return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }

    private void Maybe(JsonObject schema, string keyword, int value)
    {
        if (_random.Next(3) == 0)
        {
            schema[keyword] = value;
        }
    }

    private JsonArray Some(string[] words) => new([.. words.Where(_ => _random.Next(2) == 0).Select(each => (JsonNode)each)]);
}
