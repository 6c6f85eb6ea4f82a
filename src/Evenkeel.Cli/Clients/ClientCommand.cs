using System.CommandLine;
using Evenkeel.Cli.Contracts;
using Evenkeel.Protocol.Contracts;

namespace Evenkeel.Cli.Clients;

/// <summary><c>evenkeel generate client SOURCE --typescript FILE</c></summary>
internal static class ClientCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "The contracts: a file, or the address of a server." };
        var typescript = new Option<string>("--typescript") { Description = "The TypeScript file to write.", Required = true };
        var react = new Option<bool>("--react") { Description = "Writes the hooks of @evenkeel/react for these actions too." };
        var check = new Option<bool>("--check") { Description = "Writes nothing: 1 if the file is not what would be written." };
        var command = new Command("client", "Writes the names and types of a server's actions, so that a wrong name or field does not compile.") { source, typescript, react, check };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(source), parsed.GetRequiredValue(typescript), parsed.GetValue(react), parsed.GetValue(check), parsed.InvocationConfiguration, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string source, string file, bool react, bool check, InvocationConfiguration io, CancellationToken cancel)
    {
        try
        {
            var text = TypeScriptClient.Write((await ContractSource.ReadAsync(source, cancel)).Contracts, react);
            if (File.Exists(file) && await File.ReadAllTextAsync(file, cancel) == text)
            {
                return ExitCode.Fine;
            }

            if (check)
            {
                await io.Error.WriteLineAsync($"{file} is not what the contracts say. Write it anew: evenkeel generate client {source} --typescript {file}{(react ? " --react" : "")}");
                return ExitCode.No;
            }

            // A reader, such as a watching compiler, never sees half a file.
            var half = $"{file}.{Environment.ProcessId}.tmp";
            await File.WriteAllTextAsync(half, text, cancel);
            File.Move(half, file, overwrite: true);
            return ExitCode.Fine;
        }
        catch (Exception error) when (error is ContractException or IOException or UnauthorizedAccessException)
        {
            await io.Error.WriteLineAsync(error.Message);
            return ExitCode.Unreadable;
        }
    }
}
