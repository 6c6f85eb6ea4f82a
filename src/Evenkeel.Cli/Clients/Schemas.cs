using System.Text.Json.Nodes;

namespace Evenkeel.Cli.Clients;

/// <summary>Looks into a JSON Schema.</summary>
internal static class Schemas
{
    /// <summary>What a reference inside a document leads to; null: nothing.</summary>
    public static JsonNode? Follow(JsonNode root, string reference)
    {
        var at = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at switch
            {
                JsonObject members => members[name],
                JsonArray elements when int.TryParse(name, out var index) && index >= 0 && index < elements.Count => elements[index],
                _ => null,
            };
        }

        return at;
    }

    /// <summary>Whether it is worth a name: an object with properties, or an enumeration.</summary>
    public static bool IsNamed(JsonObject schema) => schema["properties"] is JsonObject || schema["enum"] is JsonArray;

    public static IReadOnlyList<string> Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => [.. several.Select(each => each!.GetValue<string>())],
        JsonValue one => [one.GetValue<string>()],
        _ => [],
    };
}
