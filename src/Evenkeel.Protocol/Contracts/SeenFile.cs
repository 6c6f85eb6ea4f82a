using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Evenkeel.Protocol.Contracts;

/// <summary>
/// The contracts that live pages call under, as <c>GET /_evenkeel/contracts/seen</c> answers and <c>evenkeel contract check --seen</c> reads:
/// <c>{"evenkeel":1,"contracts":[…],"seen":[{"contract":"id","page":"build","calls":12,"last":"2026-06-01"}]}</c>.
/// </summary>
public static class SeenFile
{
    /// <summary>Writes the file. It is a file of contracts as well.</summary>
    public static string Write(IReadOnlyCollection<SeenContract> seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var file = ContractFile.ToJson(seen.Select(each => each.Contract).DistinctBy(each => each.Id), build: null, []);
        file["seen"] = new JsonArray([.. seen.OrderBy(each => each.Contract.Action, StringComparer.Ordinal).ThenBy(each => each.Page, StringComparer.Ordinal).Select(each => new JsonObject
        {
            ["contract"] = each.Contract.Id,
            ["page"] = each.Page,
            ["calls"] = each.Calls,
            ["last"] = each.LastDay.ToString("O", CultureInfo.InvariantCulture),
        })]);
        return file.ToJsonString();
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ContractException">It is none; the message names the place.</exception>
    public static IReadOnlyList<SeenContract> Read(string text)
    {
        var contracts = ContractFile.Read(text, distinct: false).Contracts.ToDictionary(each => each.Id, StringComparer.Ordinal);
        return JsonNode.Parse(text)!["seen"] is JsonArray list
            ? [.. list.Select((each, index) => Read(each, index, contracts))]
            : throw new ContractException("This file does not say which contracts were seen: it has no 'seen'. The address for it is /_evenkeel/contracts/seen.");
    }

    private static SeenContract Read(JsonNode? node, int index, Dictionary<string, Contract> contracts)
    {
        if (node is JsonObject entry
            && Text(entry["contract"]) is { } id && contracts.TryGetValue(id, out var contract) && Text(entry["page"]) is { } page
            && entry["calls"] is { } calls && calls.GetValueKind() == JsonValueKind.Number && long.TryParse(calls.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && DateOnly.TryParseExact(Text(entry["last"]), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last))
        {
            return new SeenContract { Contract = contract, Page = page, Calls = count, LastDay = last };
        }

        throw new ContractException($"seen[{index}] does not name a contract of the file, a page, a number of calls and the day of the last one.");
    }

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
