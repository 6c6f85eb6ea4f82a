using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Contracts;

/// <summary>A schema with the document that its references point into.</summary>
internal sealed record SchemaDocument(JsonNode? Root)
{
    private const int MostSteps = 100;

    /// <summary>Follows <c>$ref</c> until there is none. What stands beside a reference counts too, and is returned first.</summary>
    /// <exception cref="ContractException">A reference points nowhere, or in a circle.</exception>
    public IEnumerable<JsonNode?> Parts(JsonNode? schema)
    {
        for (var steps = 0; ; steps++)
        {
            if (schema is not JsonObject members || members["$ref"] is not { } reference)
            {
                yield return schema;
                yield break;
            }

            if (steps == MostSteps)
            {
                throw new ContractException($"The reference '{reference}' leads to itself.");
            }

            if (members.Count > 1)
            {
                var beside = new JsonObject(members.Where(each => each.Key != "$ref").Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone())));
                yield return beside;
            }

            schema = Find(reference.ToString());
        }
    }

    private JsonNode? Find(string reference)
    {
        if (!reference.StartsWith('#'))
        {
            throw new ContractException($"The reference '{reference}' leads out of its schema.");
        }

        var at = Root;
        foreach (var step in reference[1..].Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at switch
            {
                JsonObject members when members.TryGetPropertyValue(name, out var member) => member,
                JsonArray elements when int.TryParse(name, out var index) && index >= 0 && index < elements.Count => elements[index],
                _ => throw new ContractException($"The reference '{reference}' leads nowhere."),
            };
        }

        return at;
    }
}
