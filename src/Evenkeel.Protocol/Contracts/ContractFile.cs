using System.Text.Json;
using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Contracts;

/// <summary>
/// The contracts of one build as a file, which <c>GET /_evenkeel/contracts</c> answers and <c>evenkeel contract</c> reads:
/// <c>{"evenkeel":1,"build":"…","contracts":[{"action":"POST /api/orders","id":"…","input":{…},"output":{…}}]}</c>.
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
    public static string Write(IEnumerable<Contract> contracts, string? build)
    {
        ArgumentNullException.ThrowIfNull(contracts);
        var file = new JsonObject
        {
            ["evenkeel"] = Format,
            ["build"] = build,
            ["contracts"] = new JsonArray([.. contracts.OrderBy(each => each.Action, StringComparer.Ordinal).ThenBy(each => each.Version, StringComparer.Ordinal).Select(Write)]),
        };
        return file.ToJsonString();
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ContractException">It is not a file of contracts; the message names the place.</exception>
    public static (string? Build, IReadOnlyList<Contract> Contracts) Read(string text)
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
        return contracts.GroupBy(each => (each.Action, each.Version)).FirstOrDefault(each => each.Count() > 1) is { } twice
            ? throw new ContractException($"'{twice.Key.Action}' is in the file twice.")
            : (TextOf(file, "build", "the file"), contracts);
    }

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
