using System.Diagnostics;

namespace Evenkeel.Packages.Tests.Making;

/// <summary>Programs that a person would type, run to their end.</summary>
internal static class Command
{
    /// <returns>What it printed to its standard output.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message holds what it printed.</exception>
    public static async Task<string> RunAsync(string folder, string program, params IEnumerable<string> arguments)
    {
        var (code, output, errors) = await TryAsync(folder, program, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with code {code}:\n{output}\n{errors}");
    }

    public static async Task<(int Code, string Output, string Errors)> TryAsync(string folder, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Build servers would outlive the tests.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // It would count more than the folder that nuget.config names.
        start.Environment.Remove("NUGET_PACKAGES");
        using var process = Process.Start(start)!;
        try
        {
            var cancelled = TestContext.Current.CancellationToken;
            var output = process.StandardOutput.ReadToEndAsync(cancelled);
            var errors = process.StandardError.ReadToEndAsync(cancelled);
            await process.WaitForExitAsync(cancelled);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
