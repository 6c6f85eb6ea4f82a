using System.Text;
using System.Text.Json.Nodes;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Cli.Clients;

/// <summary>Writes the actions of a server as TypeScript: their types, and the contracts that a page made from it counts on.</summary>
internal static class TypeScriptClient
{
    /// <param name="contracts">The contracts of one build.</param>
    /// <param name="react">Whether the hooks of <c>@evenkeel/react</c> are written too.</param>
    public static string Write(IEnumerable<Contract> contracts, bool react)
    {
        // Of several versions of an action a page calls the newest.
        var actions = contracts.GroupBy(each => each.Action, StringComparer.Ordinal)
            .Select(versions => versions.OrderBy(each => each.Version, StringComparer.Ordinal).Last())
            .OrderBy(each => each.Action, StringComparer.Ordinal)
            .Select(each => (Contract: each, Input: Parse(each.InputSchema), Output: Parse(each.OutputSchema)))
            .ToList();
        var names = new TypeNames();
        // What a page reads has the plain name; what it sends is often the same type with fewer members required.
        actions.ForEach(each => names.Declare(each.Output, suffix: ""));
        actions.ForEach(each => names.Declare(each.Input, suffix: "Input"));

        var text = new StringBuilder(TypeScriptParts.Head(react));
        foreach (var (name, schema, root) in names.Declared)
        {
            text.Append("\nexport ").Append(TypeScriptTypes.Declaration(name, schema, new TypeWriter(root, names))).Append('\n');
        }

        text.Append("\n/** What each action of the server takes and gives. */\nexport interface Actions {\n");
        foreach (var (contract, input, output) in actions)
        {
            var (takes, gives) = (new TypeWriter(input, names), new TypeWriter(output, names));
            text.Append($"  {TypeScriptTypes.Quoted(contract.Action)}: {{ params: {Params(takes, input)}; input: {Body(takes, input)}; output: {(output is null ? "unknown" : gives.Of(output))} }};\n");
        }

        text.Append("}\n\n/** The contracts that a page with this file counts on. */\nexport const contracts = {\n");
        foreach (var (contract, _, _) in actions)
        {
            text.Append($"  {TypeScriptTypes.Quoted(contract.Action)}: {TypeScriptTypes.Quoted(contract.Id)},\n");
        }

        return text.Append("} as const;\n").Append(TypeScriptParts.Client).Append(react ? TypeScriptParts.Hooks : "").ToString();
    }

    // Path and query: the runtime fills the placeholders, and makes the query string of what is left.
    private static string Params(TypeWriter types, JsonNode? input)
    {
        List<string> members = [];
        foreach (var place in new[] { "path", "query" })
        {
            var section = Member(Member(input, "properties"), place);
            var required = TypeScriptTypes.Required(section);
            foreach (var (name, schema) in Member(section, "properties") as JsonObject ?? [])
            {
                members.Add($"{TypeScriptTypes.Name(name)}{(required.Contains(name) ? "" : "?")}: {types.OfParameter(schema)}{(required.Contains(name) ? "" : " | undefined")}");
            }
        }

        return members.Count == 0 ? "Record<string, never>" : $"{{ {string.Join("; ", members)} }}";
    }

    private static string Body(TypeWriter types, JsonNode? input)
    {
        if (Member(input, "properties") is not JsonObject properties || !properties.TryGetPropertyValue("body", out var body))
        {
            return "undefined";
        }

        return types.Of(body) + (TypeScriptTypes.Required(input).Contains("body") ? "" : " | undefined");
    }

    private static JsonNode? Member(JsonNode? schema, string name) => (schema as JsonObject)?[name];

    private static JsonNode? Parse(string? schema) => schema is null ? null : JsonNode.Parse(schema);
}
