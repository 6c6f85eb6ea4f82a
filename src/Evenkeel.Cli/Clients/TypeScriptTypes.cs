using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Evenkeel.Cli.Clients;

/// <summary>The grammar of TypeScript, as far as contracts need it.</summary>
internal static partial class TypeScriptTypes
{
    public static string Declaration(string name, JsonObject schema, TypeWriter types)
    {
        if (schema["properties"] is not JsonObject)
        {
            return $"type {name} = {types.Inline(schema)};";
        }

        var text = new StringBuilder($"interface {name} {{\n");
        foreach (var member in Members(schema, types))
        {
            text.Append("  ").Append(member).Append(";\n");
        }

        return text.Append('}').ToString();
    }

    public static IEnumerable<string> Members(JsonObject schema, TypeWriter types)
    {
        var required = Required(schema);
        return schema["properties"]!.AsObject().Select(each => $"{Name(each.Key)}{(required.Contains(each.Key) ? "" : "?")}: {types.Of(each.Value)}");
    }

    public static HashSet<string> Required(JsonNode? schema) =>
        (schema as JsonObject)?["required"] is JsonArray required ? [.. required.Select(each => each!.GetValue<string>())] : [];

    /// <summary>The name of a member, in quotes where it must be.</summary>
    public static string Name(string name) => Plain().IsMatch(name) ? name : Quoted(name);

    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>A name that a type may have.</summary>
    public static string Identifier(string title)
    {
        var name = Forbidden().Replace(title, "");
        return name.Length == 0 ? "Type" : char.IsAsciiDigit(name[0]) ? $"Type{name}" : char.ToUpperInvariant(name[0]) + name[1..];
    }

    [GeneratedRegex("^[A-Za-z_$][A-Za-z0-9_$]*$")]
    private static partial Regex Plain();

    [GeneratedRegex("[^A-Za-z0-9_$]")]
    private static partial Regex Forbidden();
}
