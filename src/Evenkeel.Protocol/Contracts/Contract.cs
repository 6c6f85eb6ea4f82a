using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Contracts;

/// <summary>What an action takes and gives, as JSON Schema. Immutable.</summary>
public sealed class Contract
{
    /// <param name="action">Method and route, as <c>POST /api/orders/{id}</c>.</param>
    /// <param name="input">The schema of what it takes; null: nothing.</param>
    /// <param name="output">The schema of what it gives; null: nothing.</param>
    /// <param name="version">The version of the API that it belongs to; null where there are none.</param>
    /// <exception cref="ContractException">The action is empty, or a schema is none.</exception>
    public Contract(string action, JsonNode? input, JsonNode? output, string? version = null)
    {
        if (string.IsNullOrWhiteSpace(action))
        {
            throw new ContractException("A contract names no action.");
        }

        (Action, Version) = (action, version);
        Input = Checked(input, "input");
        Output = Checked(output, "output");
        var whole = new JsonObject { ["action"] = action, ["version"] = version };
        Id = Convert.ToHexStringLower(SHA256.HashData([.. CanonicalJson.BytesOf(whole), .. CanonicalJson.BytesOf(Input), (byte)'\n', .. CanonicalJson.BytesOf(Output)]))[..16];

        JsonNode? Checked(JsonNode? schema, string side)
        {
            if (schema is null)
            {
                return null;
            }

            SchemaCheck.Check(schema, $"The {side} of '{action}'");
            // As a reader of the file has it: a number that was made in code has the kind of its .NET type.
            return JsonNode.Parse(schema.ToJsonString());
        }
    }

    /// <summary>Method and route.</summary>
    public string Action { get; }

    /// <summary>The version of the API, if there are any.</summary>
    public string? Version { get; }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the canonical contract: equal for two that differ only in how they are written down.</summary>
    public string Id { get; }

    /// <summary>The schema of what it takes, as JSON; null: nothing.</summary>
    public string? InputSchema => Input?.ToJsonString();

    /// <summary>The schema of what it gives, as JSON; null: nothing.</summary>
    public string? OutputSchema => Output?.ToJsonString();

    internal JsonNode? Input { get; }

    internal JsonNode? Output { get; }
}
