using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Contracts;

/// <summary>
/// One way to meet a schema: all of its parts at once. A schema with alternatives has several cases; an instance of the schema is one of at least one of them.
/// </summary>
internal sealed class SchemaCase(SchemaDocument document, IReadOnlyList<JsonObject> parts)
{
    private const int MostCases = 256;
    private const int MostDepth = 100;

    private static readonly string[] Alternatives = ["anyOf", "oneOf"];

    public SchemaDocument Document => document;

    public IReadOnlyList<JsonObject> Parts => parts;

    public JsonTypes Types { get; private init; } = parts.Aggregate(JsonTypes.All, (all, part) => all & JsonTypesReading.Of(part["type"]));

    /// <summary>The only values there can be, or null where there is no such list.</summary>
    public IReadOnlyList<JsonNode?>? Values { get; } = ValuesOf(parts);

    /// <summary>All cases of a schema; none, if nothing meets it.</summary>
    /// <exception cref="ContractException">A reference or a type is not one, or there are too many cases.</exception>
    public static IReadOnlyList<SchemaCase> Of(SchemaDocument document, params IEnumerable<JsonNode?> schemas) =>
        [.. Expand(document, [.. schemas], depth: 0).Select(each => new SchemaCase(document, each))];

    /// <summary>The same case for instances of one type.</summary>
    public SchemaCase Only(JsonTypes type) => new(document, parts) { Types = Types & type };

    /// <summary>The values of a keyword in the parts that have it.</summary>
    public IEnumerable<JsonNode> All(string keyword) => parts.Select(each => each[keyword]).OfType<JsonNode>();

    public bool IsRequired(string name) => All("required").OfType<JsonArray>().Any(names => names.Any(each => each?.ToString() == name));

    /// <summary>The names that a sender of such an object knows.</summary>
    public IEnumerable<string> Declared => All("properties").OfType<JsonObject>().SelectMany(each => each.Select(member => member.Key)).Distinct();

    /// <summary>What a sender may put under a name; null: nothing, it does not know the name. Several schemas hold at once.</summary>
    public IReadOnlyList<JsonNode?>? Property(string name)
    {
        List<JsonNode?> schemas = [];
        var known = false;
        foreach (var part in parts)
        {
            if (part["properties"] is JsonObject declared && declared.TryGetPropertyValue(name, out var schema))
            {
                schemas.Add(schema);
                known = true;
            }
            else if (part.TryGetPropertyValue("additionalProperties", out var others))
            {
                schemas.Add(others);
                known |= IsDictionary(others);
            }
        }

        return known ? schemas : null;
    }

    /// <summary>What a sender may put under names that are not declared; null: it has none, since the schema lists all that it knows.</summary>
    public IReadOnlyList<JsonNode?>? Others()
    {
        var schemas = parts.Where(each => each.ContainsKey("additionalProperties")).Select(each => each["additionalProperties"]).ToList();
        return schemas.Any(IsDictionary) && !schemas.Any(IsFalse) ? schemas : null;
    }

    public static bool IsFalse(JsonNode? schema) => schema is JsonValue value && value.TryGetValue<bool>(out var all) && !all;

    // "true" is written where other names are merely ignored; only a schema of its own says that there are some.
    private static bool IsDictionary(JsonNode? schema) => schema is JsonObject;

    private static IEnumerable<IReadOnlyList<JsonObject>> Expand(SchemaDocument document, IReadOnlyList<JsonNode?> schemas, int depth)
    {
        if (depth > MostDepth)
        {
            throw new ContractException("A schema is nested too deeply in alternatives, or contains itself.");
        }

        List<IReadOnlyList<JsonObject>> cases = [[]];
        foreach (var part in schemas.SelectMany(document.Parts))
        {
            List<IReadOnlyList<JsonObject>> own = [.. CasesOf(document, part, depth)];
            cases = [.. cases.SelectMany(_ => own, (one, other) => (IReadOnlyList<JsonObject>)[.. one, .. other])];
            if (cases.Count > MostCases)
            {
                throw new ContractException($"A schema has more than {MostCases} combinations of alternatives.");
            }
        }

        return cases;
    }

    private static IEnumerable<IReadOnlyList<JsonObject>> CasesOf(SchemaDocument document, JsonNode? part, int depth)
    {
        if (part is not JsonObject members)
        {
            return IsFalse(part) ? [] : [[]];
        }

        List<IReadOnlyList<JsonObject>> cases = [[members]];
        foreach (var keyword in Alternatives)
        {
            if (members[keyword] is JsonArray several)
            {
                List<IReadOnlyList<JsonObject>> own = [.. several.SelectMany(each => Expand(document, [each], depth + 1))];
                cases = [.. cases.SelectMany(_ => own, (one, other) => (IReadOnlyList<JsonObject>)[.. one, .. other])];
            }
        }

        if (members["allOf"] is JsonArray all)
        {
            var own = Expand(document, [.. all], depth + 1).ToList();
            cases = [.. cases.SelectMany(_ => own, (one, other) => (IReadOnlyList<JsonObject>)[.. one, .. other])];
        }

        return cases;
    }

    private static IReadOnlyList<JsonNode?>? ValuesOf(IReadOnlyList<JsonObject> parts)
    {
        IReadOnlyList<JsonNode?>? values = null;
        foreach (var part in parts)
        {
            IReadOnlyList<JsonNode?>? own = part.TryGetPropertyValue("const", out var one) ? [one] : part["enum"] as JsonArray is { } several ? [.. several] : null;
            values = own is null ? values : values is null ? own : [.. values.Where(each => own.Any(other => JsonNode.DeepEquals(each, other)))];
        }

        return values;
    }
}
