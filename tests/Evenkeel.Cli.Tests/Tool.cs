using System.Diagnostics;
using Evenkeel.TestBed;

namespace Evenkeel.Cli.Tests;

/// <summary>A program that runs to its end, and what it said.</summary>
internal sealed record Tool(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs <c>evenkeel</c>.</summary>
    public static Task<Tool> RunAsync(params string[] arguments) =>
        StartAsync("dotnet", [Repository.Built("Evenkeel.Cli", "Evenkeel.Cli.dll"), .. arguments], Path.GetTempPath());

    public static async Task<Tool> StartAsync(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var each in arguments)
        {
            start.ArgumentList.Add(each);
        }

        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(Patience);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(late.Token), process.StandardError.ReadToEndAsync(late.Token));
        try
        {
            await process.WaitForExitAsync(late.Token);
            return new Tool(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
