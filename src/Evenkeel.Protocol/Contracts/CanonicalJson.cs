using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Contracts;

/// <summary>
/// One text for each JSON Schema: members in ordinal order, no white space, sets sorted, and nothing that does not change what the schema accepts. So a contract's
/// id does not depend on how a framework happens to write its schema down.
/// </summary>
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions Compact = new() { Indented = false };

    // What a reader of the schema is told; instances are the same without it.
    private static readonly HashSet<string> Annotations =
        ["title", "description", "$comment", "examples", "example", "deprecated", "readOnly", "writeOnly", "$schema", "$id"];

    // Members whose value maps names to schemas: the names are the application's, even if one is called "title".
    private static readonly HashSet<string> Maps = ["properties", "$defs", "definitions", "patternProperties", "dependentSchemas"];

    private static readonly HashSet<string> Sets = ["required", "enum", "type", "anyOf", "oneOf", "allOf"];

    // What an instance may hold, and not a schema: kept as it is.
    private static readonly HashSet<string> Values = ["const", "enum", "default"];

    public static string TextOf(JsonNode? schema) => Encoding.UTF8.GetString(BytesOf(schema));

    public static byte[] BytesOf(JsonNode? schema) => Write(writer => WriteSchema(writer, schema));

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSchema(Utf8JsonWriter writer, JsonNode? schema)
    {
        if (schema is not JsonObject members)
        {
            WriteValue(writer, schema);
            return;
        }

        writer.WriteStartObject();
        foreach (var (name, value) in members.Where(each => !Annotations.Contains(each.Key)).OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            WriteMember(writer, name, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, string name, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject map when Maps.Contains(name):
                WriteObject(writer, map, WriteSchema);
                break;
            case JsonArray set when Sets.Contains(name):
                writer.WriteStartArray();
                foreach (var text in set.Select(each => Write(inner => WriteElement(inner, name, each))).Distinct(ByText.Instance).Order(ByText.Instance))
                {
                    writer.WriteRawValue(text);
                }

                writer.WriteEndArray();
                break;
            case JsonArray schemas when !Values.Contains(name):
                writer.WriteStartArray();
                foreach (var each in schemas)
                {
                    WriteSchema(writer, each);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteElement(writer, name, value);
                break;
        }
    }

    private static void WriteElement(Utf8JsonWriter writer, string name, JsonNode? value)
    {
        if (Values.Contains(name))
        {
            WriteValue(writer, value);
        }
        else
        {
            WriteSchema(writer, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonNode? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject members:
                WriteObject(writer, members, WriteValue);
                break;
            case JsonArray elements:
                writer.WriteStartArray();
                foreach (var each in elements)
                {
                    WriteValue(writer, each);
                }

                writer.WriteEndArray();
                break;
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number:
                WriteNumber(writer, number);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonObject members, Action<Utf8JsonWriter, JsonNode?> write)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            write(writer, value);
        }

        writer.WriteEndObject();
    }

    // 1, 1.0 and 1e0 are one number. A number that a double does not hold keeps its own text.
    private static void WriteNumber(Utf8JsonWriter writer, JsonValue number)
    {
        var text = number.ToJsonString();
        if (decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var exact))
        {
            writer.WriteRawValue((exact / 1.0000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteRawValue(text);
        }
    }

    private sealed class ByText : IEqualityComparer<byte[]>, IComparer<byte[]>
    {
        public static readonly ByText Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(obj);
            return hash.ToHashCode();
        }

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
