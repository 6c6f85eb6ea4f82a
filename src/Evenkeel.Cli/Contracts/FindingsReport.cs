using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Cli.Contracts;

/// <summary>Findings for a person, and for a program.</summary>
internal static class FindingsReport
{
    public static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteTextAsync(TextWriter output, IReadOnlyList<ContractFinding> findings)
    {
        foreach (var action in findings.GroupBy(each => each.Action))
        {
            await output.WriteLineAsync(action.Key);
            foreach (var each in action)
            {
                await output.WriteLineAsync($"  {(each.IsBreaking ? "breaks" : "fine  ")}  {LineOf(each)}");
            }
        }

        var breaking = findings.Count(each => each.IsBreaking);
        await output.WriteLineAsync(breaking == 0
            ? $"Nothing that an old client counts on breaks ({findings.Count} other differences)."
            : $"{breaking} of {findings.Count} differences break what an old client counts on.");
    }

    public static async Task WriteJsonAsync(TextWriter output, IReadOnlyList<ContractFinding> findings)
    {
        var report = new JsonObject
        {
            ["compatible"] = !findings.Any(each => each.IsBreaking),
            ["findings"] = ToJson(findings),
        };
        await output.WriteLineAsync(report.ToJsonString(Readable));
    }

    /// <summary>The rule, the place and what is wrong there.</summary>
    public static string LineOf(ContractFinding finding)
    {
        var place = finding.Side == ContractSide.Action ? "" : $"{NameOf(finding.Side)}{(finding.Path.Length > 0 ? $" {finding.Path}" : "")}: ";
        return $"{finding.Rule,-16}  {place}{finding.Detail}";
    }

    /// <summary>The findings as they stand in every report.</summary>
    public static JsonArray ToJson(IEnumerable<ContractFinding> findings) => new([.. findings.Select(each => new JsonObject
    {
        ["action"] = each.Action,
        ["side"] = NameOf(each.Side),
        ["path"] = each.Path,
        ["rule"] = each.Rule,
        ["detail"] = each.Detail,
        ["breaking"] = each.IsBreaking,
    })]);

    private static string NameOf(ContractSide side) => side switch
    {
        ContractSide.Input => "input",
        ContractSide.Output => "output",
        _ => "action",
    };
}
