using System.Text.Json.Nodes;

namespace Evenkeel.Cli.Clients;

/// <summary>
/// The names of the types of all contracts. A type of the server is met in many schemas; where it looks the same it is one type here, and where it does not it
/// has another name.
/// </summary>
internal sealed class TypeNames
{
    private readonly Dictionary<(string Title, string Shape), string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { "Actions", "contracts" };

    /// <summary>In the order in which they were met.</summary>
    public List<(string Name, JsonObject Schema, JsonNode Root)> Declared { get; } = [];

    /// <summary>Names all types of a schema.</summary>
    public void Declare(JsonNode? root, string suffix)
    {
        foreach (var schema in Titled(root))
        {
            var key = KeyOf(schema, root!);
            if (!_names.ContainsKey(key))
            {
                Declared.Add((_names[key] = Free(key.Title, suffix), schema, root!));
            }
        }
    }

    /// <summary>The name of a type, or null if it has none.</summary>
    public string? Find(JsonObject schema, JsonNode root) => schema["title"] is null ? null : _names.GetValueOrDefault(KeyOf(schema, root));

    private string Free(string title, string suffix)
    {
        var name = TypeScriptTypes.Identifier(title);
        for (var number = 1; !_taken.Add(name); number++)
        {
            name = $"{TypeScriptTypes.Identifier(title)}{suffix}{(number == 1 && suffix.Length > 0 ? "" : $"{number + (suffix.Length > 0 ? 0 : 1)}")}";
        }

        return name;
    }

    // References differ with the place at which a type stands; what they lead to does not. Whether null may stand in its place is said where the type is used.
    private static (string Title, string Shape) KeyOf(JsonObject schema, JsonNode root) => (schema["title"]!.GetValue<string>(), Shape(schema, root, isTop: true));

    private static string Shape(JsonNode? node, JsonNode root, bool isTop = false) => node switch
    {
        JsonObject members when members["$ref"] is JsonValue reference => $"<{(Schemas.Follow(root, reference.GetValue<string>()) as JsonObject)?["title"]}>",
        JsonObject members => $"{{{string.Join(',', members.Where(each => !(isTop && each.Key is "type" or "default")).Select(each => $"{each.Key}:{Shape(each.Value, root)}"))}}}",
        JsonArray elements => $"[{string.Join(',', elements.Select(each => Shape(each, root)))}]",
        _ => node?.ToJsonString() ?? "null",
    };

    private static IEnumerable<JsonObject> Titled(JsonNode? node) => node switch
    {
        JsonObject members => [.. members["title"] is JsonValue && Schemas.IsNamed(members) ? new[] { members } : [], .. members.SelectMany(each => Titled(each.Value))],
        JsonArray elements => elements.SelectMany(Titled),
        _ => [],
    };
}
