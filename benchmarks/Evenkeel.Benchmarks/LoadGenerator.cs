using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Evenkeel.Benchmarks;

/// <summary>wrk with a script: one thread that keeps each connection busy.</summary>
internal static class LoadGenerator
{
    /// <param name="url">Where the requests go.</param>
    /// <param name="contender">Who answers them, for messages.</param>
    /// <param name="script">A Lua file below this folder, and what it is given.</param>
    /// <param name="connections">How many.</param>
    /// <param name="duration">In whole seconds.</param>
    /// <exception cref="BenchmarkInvalidException">It cannot run, or an answer was not 2xx, or a connection broke.</exception>
    public static async Task<Load> RunAsync(Uri url, string contender, IReadOnlyList<string> script, int connections, TimeSpan duration)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "-t1", $"-c{connections}", string.Create(CultureInfo.InvariantCulture, $"-d{duration.TotalSeconds:0}s"),
            "--timeout", "30s", // SQLite's unlucky writers wait for seconds without Evenkeel's gate: slow is no error here
            "-s", Path.Combine(AppContext.BaseDirectory, script[0]), url.AbsoluteUri, "--", .. script.Skip(1),
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
            var load => throw new BenchmarkInvalidException($"{contender}: {load.Refused} answers were not 2xx, and {load.Broken} did not arrive."),
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
