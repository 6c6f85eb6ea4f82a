using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Evenkeel.Benchmarks.Overhead;

/// <summary>wrk with overhead.lua: one thread that keeps each connection busy.</summary>
internal static class LoadGenerator
{
    /// <exception cref="BenchmarkInvalidException">It cannot run, or an answer was not 2xx, or a connection broke.</exception>
    public static async Task<Load> RunAsync(Uri url, Contender contender, int connections, TimeSpan duration)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] script = contender.IdHeader is { } header ? ["command", header] : ["query"];
        string[] arguments =
        [
            "-t1", $"-c{connections}", string.Create(CultureInfo.InvariantCulture, $"-d{duration.TotalSeconds:0}s"),
            "--timeout", "30s", // SQLite's unlucky writers wait for seconds without Evenkeel's gate: slow is no error here
            "-s", Path.Combine(AppContext.BaseDirectory, "Overhead", "overhead.lua"), url.AbsoluteUri, "--", .. script,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Start(start);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return Load.Parse(output) switch
        {
            null => throw new BenchmarkInvalidException($"wrk measured nothing:\n{output}{await errors}"),
            { Refused: 0, Broken: 0 } load => load,
            var load => throw new BenchmarkInvalidException($"{contender.Label}: {load.Refused} answers were not 2xx, and {load.Broken} did not arrive."),
        };
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new BenchmarkInvalidException("wrk is missing. Install it: apt-get install -y wrk");
        }
    }
}
