using System.CommandLine;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Cli.Contracts;

/// <summary><c>evenkeel contract diff OLD NEW</c></summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var old = new Argument<string>("OLD") { Description = "The contracts that clients count on: a file, or the address of a server." };
        var current = new Argument<string>("NEW") { Description = "The contracts of the build that is to replace it." };
        var json = new Option<bool>("--json") { Description = "Writes the findings as JSON." };
        var command = new Command("diff", "Says whether a client of OLD may fail at NEW: 0 it cannot, 1 it may, 2 one of them cannot be read.") { old, current, json };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(old), parsed.GetRequiredValue(current), parsed.GetValue(json), parsed.InvocationConfiguration, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string old, string current, bool json, InvocationConfiguration io, CancellationToken cancel)
    {
        try
        {
            var (before, after) = (await ContractSource.ReadAsync(old, cancel), await ContractSource.ReadAsync(current, cancel));
            var findings = ContractJudge.Compare(before.Contracts, after.Contracts);
            await (json ? FindingsReport.WriteJsonAsync(io.Output, findings) : FindingsReport.WriteTextAsync(io.Output, findings));
            return findings.Any(each => each.IsBreaking) ? ExitCode.No : ExitCode.Fine;
        }
        catch (ContractException error)
        {
            await io.Error.WriteLineAsync(error.Message);
            return ExitCode.Unreadable;
        }
    }
}
