using System.CommandLine;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Cli.Contracts;

/// <summary><c>evenkeel contract check NEW --seen SOURCE</c></summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var build = new Argument<string>("NEW") { Description = "The contracts of the build that is to be deployed: a file, or the address of a server." };
        var seen = new Option<string>("--seen") { Description = "What live pages call under: the address of a server of the application, or a file of its /_evenkeel/contracts/seen.", Required = true };
        var json = new Option<bool>("--json") { Description = "Writes what is blocked as JSON." };
        var command = new Command("check", "Says whether NEW breaks what live pages count on, and converts from nothing of it: 0 it does not, 1 it does, 2 one of them cannot be read.") { build, seen, json };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(build), parsed.GetRequiredValue(seen), parsed.GetValue(json), parsed.InvocationConfiguration, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string build, string seen, bool json, InvocationConfiguration io, CancellationToken cancel)
    {
        try
        {
            var (next, known) = (await ContractSource.ReadAsync(build, cancel), await ContractSource.ReadSeenAsync(seen, cancel));
            var blocked = BlockedContract.Find(known, next);
            await (json ? CheckReport.WriteJsonAsync(io.Output, blocked) : CheckReport.WriteTextAsync(io.Output, blocked, known.Count));
            return blocked.Count > 0 ? ExitCode.No : ExitCode.Fine;
        }
        catch (ContractException error)
        {
            await io.Error.WriteLineAsync(error.Message);
            return ExitCode.Unreadable;
        }
    }
}
