using System.Globalization;
using System.Text.Json.Nodes;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Cli.Contracts;

/// <summary>What blocks a deployment, for a person, and for a program.</summary>
internal static class CheckReport
{
    public static async Task WriteTextAsync(TextWriter output, IReadOnlyList<BlockedContract> blocked, int seen)
    {
        foreach (var each in blocked)
        {
            await output.WriteLineAsync($"{each.Contract.Action}  {each.Contract.Id}");
            foreach (var page in each.Pages)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {NameOf(page),-24}  {page.Calls} calls, the last on {page.LastDay:O}"));
            }

            foreach (var finding in each.Findings)
            {
                await output.WriteLineAsync($"    {FindingsReport.LineOf(finding)}");
            }
        }

        await output.WriteLineAsync(blocked.Count == 0
            ? $"Nothing that live pages count on breaks ({seen} contracts by page seen)."
            : $"{blocked.Count} contracts that live pages call under would break. Keep them, or add app.Upgrade(action, contract, …) for each.");
    }

    public static async Task WriteJsonAsync(TextWriter output, IReadOnlyList<BlockedContract> blocked)
    {
        var report = new JsonObject
        {
            ["deployable"] = blocked.Count == 0,
            ["blocked"] = new JsonArray([.. blocked.Select(each => new JsonObject
            {
                ["action"] = each.Contract.Action,
                ["contract"] = each.Contract.Id,
                ["pages"] = new JsonArray([.. each.Pages.Select(page => new JsonObject { ["build"] = page.Page, ["calls"] = page.Calls, ["last"] = page.LastDay.ToString("O", CultureInfo.InvariantCulture) })]),
                ["findings"] = FindingsReport.ToJson(each.Findings),
            })]),
        };
        await output.WriteLineAsync(report.ToJsonString(FindingsReport.Readable));
    }

    private static string NameOf(SeenContract seen) => seen.Page.Length > 0 ? seen.Page : "(no build named)";
}
