using System.Text.Json;
using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Contracts;

/// <summary>
/// The contracts of one build as a file, which <c>GET /_evenkeel/contracts</c> answers and <c>evenkeel contract</c> reads:
/// <c>{"evenkeel":1,"build":"…","contracts":[{"action":"POST /api/orders","id":"…","input":{…},"output":{…}}],"upgrades":[{"action":"…","from":"…","to":"…"}]}</c>.
/// </summary>
public static class ContractFile
{
    /// <summary>How many contracts one file may have.</summary>
    public const int MostContracts = 5_000;

    /// <summary>How many bytes one file may have: 16 MiB.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    private const int Format = 1;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 128, AllowDuplicateProperties = false };

    /// <summary>Writes the contracts, ordered by action.</summary>
    /// <param name="contracts">The contracts.</param>
    /// <param name="build">The build that they belong to.</param>
    /// <param name="upgrades">The earlier contracts from which it converts.</param>
    public static string Write(IEnumerable<Contract> contracts, string? build, IEnumerable<ContractUpgrade>? upgrades = null)
    {
        ArgumentNullException.ThrowIfNull(contracts);
        return ToJson(contracts, build, upgrades ?? []).ToJsonString();
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ContractException">It is not a file of contracts; the message names the place.</exception>
    public static ContractSet Read(string text) => Read(text, distinct: true);

    /// <param name="text">The file.</param>
    /// <param name="distinct">Whether it is one build's, which has each action once.</param>
    internal static ContractSet Read(string text, bool distinct)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MostBytes)
        {
            throw new ContractException($"A file of contracts has at most {MostBytes} bytes; this one has {text.Length} characters.");
        }

        if (Parse(text) is not JsonObject file || !Is(file["evenkeel"], JsonValueKind.Number) || file["contracts"] is not JsonArray list)
        {
            throw new ContractException("This is no file of contracts: it has no 'evenkeel' and 'contracts'.");
        }

        if (file["evenkeel"]!.ToJsonString() != "1")
        {
            throw new ContractException($"The file has format {file["evenkeel"]}; this version reads format {Format}.");
        }

        if (list.Count > MostContracts)
        {
            throw new ContractException($"A file has at most {MostContracts} contracts; this one has {list.Count}.");
        }

        List<Contract> contracts = [.. list.Select(Read)];
        return contracts.GroupBy(each => (each.Action, each.Version, distinct ? "" : each.Id)).FirstOrDefault(each => each.Count() > 1) is { } twice
            ? throw new ContractException($"'{twice.Key.Action}' is in the file twice.")
            : new ContractSet { Build = TextOf(file, "build", "the file"), Contracts = contracts, Upgrades = [.. (file["upgrades"] as JsonArray ?? []).Select(ReadUpgrade)] };
    }

    internal static JsonObject ToJson(IEnumerable<Contract> contracts, string? build, IEnumerable<ContractUpgrade> upgrades)
    {
        var file = new JsonObject
        {
            ["evenkeel"] = Format,
            ["build"] = build,
            ["contracts"] = new JsonArray([.. contracts.OrderBy(each => each.Action, StringComparer.Ordinal).ThenBy(each => each.Version, StringComparer.Ordinal).Select(Write)]),
        };
        if (upgrades.OrderBy(each => each.Action, StringComparer.Ordinal).ThenBy(each => each.From, StringComparer.Ordinal).ToList() is { Count: > 0 } some)
        {
            file["upgrades"] = new JsonArray([.. some.Select(each => new JsonObject { ["action"] = each.Action, ["from"] = each.From, ["to"] = each.To })]);
        }

        return file;
    }

    private static ContractUpgrade ReadUpgrade(JsonNode? node, int index) =>
        node is JsonObject entry && TextOf(entry, "action", $"upgrades[{index}]") is { } action && TextOf(entry, "from", action) is { } from && TextOf(entry, "to", action) is { } to
            ? new ContractUpgrade(action, from, to)
            : throw new ContractException($"upgrades[{index}] does not name an action, the contract that it is from, and the action that it becomes.");

    private static JsonObject Write(Contract contract)
    {
        var entry = new JsonObject { ["action"] = contract.Action };
        if (contract.Version is { } version)
        {
            entry["version"] = version;
        }

        entry["id"] = contract.Id;
        entry["input"] = contract.Input?.DeepClone();
        entry["output"] = contract.Output?.DeepClone();
        return entry;
    }

    private static Contract Read(JsonNode? node, int index)
    {
        if (node is not JsonObject entry || TextOf(entry, "action", $"contracts[{index}]") is not { } action)
        {
            throw new ContractException($"contracts[{index}] names no action.");
        }

        var contract = new Contract(action, entry["input"], entry["output"], TextOf(entry, "version", action));
        return TextOf(entry, "id", action) is { } id && id != contract.Id
            ? throw new ContractException($"'{action}' has the id {id}, and its content says {contract.Id}: the file was changed by hand, or by another version.")
            : contract;
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, nodeOptions: null, Strict);
        }
        catch (JsonException error)
        {
            throw new ContractException($"This is no JSON: {error.Message}", error);
        }
    }

    private static string? TextOf(JsonObject members, string name, string where) => members[name] switch
    {
        null => null,
        var value when Is(value, JsonValueKind.String) => value.GetValue<string>(),
        _ => throw new ContractException($"'{name}' of {where} is not a text."),
    };

    private static bool Is(JsonNode? node, JsonValueKind kind) => node?.GetValueKind() == kind;
}
