using System.Globalization;
using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Contracts;

/// <summary>
/// Whether whatever a sender's schema allows is taken by a receiver's. "Yes" is proven; where it cannot be, the answer is "no" with the rule that failed. A sender sends
/// no properties that its schema does not name.
/// </summary>
internal sealed class SchemaComparison(SchemaDocument sender, SchemaDocument receiver)
{
    private const int MostSteps = 100_000;

    private readonly HashSet<(string, string)> _underWay = [];
    private int _steps;

    /// <summary>Where they differ; empty if the receiver takes all.</summary>
    public IReadOnlyList<SchemaDifference> Compare() => Compare([sender.Root], receiver.Root, "");

    private IReadOnlyList<SchemaDifference> Compare(IReadOnlyList<JsonNode?> sent, JsonNode? taken, string path)
    {
        if (++_steps > MostSteps)
        {
            throw new ContractException($"A comparison of two schemas takes more than {MostSteps} steps.");
        }

        // A schema that contains itself: what the pair comes to is decided further up, where it is being compared already.
        var pair = (string.Join('\n', sent.Select(CanonicalJson.TextOf)), CanonicalJson.TextOf(taken));
        if (!_underWay.Add(pair))
        {
            return [];
        }

        try
        {
            return [.. SchemaCase.Of(sender, sent).SelectMany(one => CompareCase(one, taken, path)).Distinct()];
        }
        finally
        {
            _underWay.Remove(pair);
        }
    }

    private IEnumerable<SchemaDifference> CompareCase(SchemaCase sent, JsonNode? taken, string path) =>
        sent.Values is { } values ? CompareValues(sent, values, taken, path) : sent.Types.Each().SelectMany(type => CompareType(sent.Only(type), taken, path));

    private IEnumerable<SchemaDifference> CompareValues(SchemaCase sent, IReadOnlyList<JsonNode?> values, JsonNode? taken, string path) => values
        .Where(each => sent.Types.HasFlag(JsonTypesReading.OfValue(each)) && !SchemaValues.IsTaken(receiver, taken, each))
        .Select(each => new SchemaDifference(ContractRules.Value, path, $"the value {each?.ToJsonString() ?? "null"} is not taken"));

    // The sender's case has one type now, so that of "string or null" each finds its own alternative.
    private IReadOnlyList<SchemaDifference> CompareType(SchemaCase sent, JsonNode? taken, string path)
    {
        IReadOnlyList<SchemaDifference>? nearest = null;
        foreach (var alternative in SchemaCase.Of(receiver, taken))
        {
            List<SchemaDifference> differences = [.. alternative.Parts.SelectMany(part => ComparePart(sent, part, path))];
            if (differences.Count == 0)
            {
                return [];
            }

            nearest = nearest is null ? differences : [new SchemaDifference(ContractRules.Alternative, path, $"no alternative takes every {Name(sent.Types)}")];
        }

        return nearest ?? [new SchemaDifference(ContractRules.Type, path, "nothing is taken")];
    }

    private IEnumerable<SchemaDifference> ComparePart(SchemaCase sent, JsonObject part, string path)
    {
        if (!JsonTypesReading.Of(part["type"]).HasFlag(sent.Types))
        {
            return [new SchemaDifference(ContractRules.Type, path, $"{Name(sent.Types)} is not taken")];
        }

        return part.SelectMany(each => CompareKeyword(sent, part, each.Key, each.Value, path));
    }

    private IEnumerable<SchemaDifference> CompareKeyword(SchemaCase sent, JsonObject part, string keyword, JsonNode? value, string path) => keyword switch
    {
        // Handled by their cases; or by the sender's values, of which there is no list here.
        "type" or "anyOf" or "allOf" or "$defs" or "definitions" or "default" => [],
        "title" or "description" or "$comment" or "examples" or "example" or "deprecated" or "readOnly" or "writeOnly" or "$schema" or "$id" => [],
        "enum" or "const" => TakesEvery(sent.Types, part)
            ? []
            : [new SchemaDifference(ContractRules.Value, path, $"only {(value as JsonArray)?.ToJsonString() ?? value?.ToJsonString() ?? "null"} is taken")],
        "minimum" or "exclusiveMinimum" or "maximum" or "exclusiveMaximum" => Numbers(sent) ? SchemaRanges.Compare(sent, keyword, value, path) : [],
        "minLength" or "maxLength" => sent.Types == JsonTypes.String ? SchemaRanges.Compare(sent, keyword, value, path) : [],
        "minItems" or "maxItems" => sent.Types == JsonTypes.Array ? SchemaRanges.Compare(sent, keyword, value, path) : [],
        "pattern" or "format" => sent.Types != JsonTypes.String || sent.All(keyword).Any(each => JsonNode.DeepEquals(each, value))
            ? []
            : [new SchemaDifference(ContractRules.Text, path, $"{keyword} '{value}' is required")],
        "items" => sent.Types == JsonTypes.Array ? Compare([.. sent.All("items")], value, path + "[]") : [],
        "properties" => sent.Types == JsonTypes.Object ? CompareProperties(sent, value!.AsObject(), path) : [],
        "required" => sent.Types == JsonTypes.Object ? CompareRequired(sent, value!.AsArray(), path) : [],
        "additionalProperties" => sent.Types == JsonTypes.Object ? CompareOthers(sent, part, value, path) : [],
        _ => sent.All(keyword).Any(each => IsSame(each, value)) ? [] : [new SchemaDifference(ContractRules.NotCompared, path, $"'{keyword}' differs")],
    };

    private IEnumerable<SchemaDifference> CompareProperties(SchemaCase sent, JsonObject properties, string path) =>
        properties.SelectMany(each => sent.Property(each.Key) is { } schemas ? Compare(schemas, each.Value, Under(path, each.Key)) : []);

    private static IEnumerable<SchemaDifference> CompareRequired(SchemaCase sent, JsonArray names, string path) => names
        .Select(each => each!.ToString())
        .Where(name => !sent.IsRequired(name))
        .Select(name => new SchemaDifference(ContractRules.Required, Under(path, name), "may be missing, and is required"));

    private IEnumerable<SchemaDifference> CompareOthers(SchemaCase sent, JsonObject part, JsonNode? others, string path)
    {
        var known = part["properties"] as JsonObject;
        var undeclared = sent.Declared.Where(name => known?.ContainsKey(name) != true && sent.Property(name) is { } schemas && SchemaCase.Of(sender, schemas).Count > 0);
        if (SchemaCase.IsFalse(others))
        {
            return undeclared.Select(name => new SchemaDifference(ContractRules.UnknownProperty, Under(path, name), "is not known, and refused"))
                .Concat(sent.Others() is null ? [] : [new SchemaDifference(ContractRules.UnknownProperty, path, "may have any names, and unknown ones are refused")]);
        }

        return undeclared.SelectMany(name => Compare(sent.Property(name)!, others, Under(path, name)))
            .Concat(sent.Others() is { } schemas ? Compare(schemas, others, Under(path, "*")) : []);
    }

    private static bool TakesEvery(JsonTypes type, JsonObject part)
    {
        var values = part.ContainsKey("const") ? [part["const"]] : part["enum"]!.AsArray().ToList();
        return type switch
        {
            JsonTypes.Null => values.Any(each => each is null),
            JsonTypes.Boolean => values.Count(each => JsonTypesReading.OfValue(each) == JsonTypes.Boolean) == 2,
            _ => false,
        };
    }

    // A reference means something else in another document.
    private static bool IsSame(JsonNode one, JsonNode? other) => CanonicalJson.TextOf(one) is var text && text == CanonicalJson.TextOf(other) && !text.Contains("\"$ref\"", StringComparison.Ordinal);

    private static bool Numbers(SchemaCase sent) => sent.Types is JsonTypes.Integer or JsonTypes.Fraction;

    private static string Under(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Name(JsonTypes type) => type == JsonTypes.Fraction ? "number" : type.ToString().ToLower(CultureInfo.InvariantCulture);
}
