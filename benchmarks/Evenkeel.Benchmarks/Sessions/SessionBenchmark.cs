using System.Diagnostics;
using System.Globalization;

namespace Evenkeel.Benchmarks.Sessions;

// bench: Show=5.10

/// <summary>What it costs to look a session up in the database, and how soon an ended one is over everywhere.</summary>
internal sealed class SessionBenchmark : IBenchmark
{
    private const double CheckRatio = 0.95;
    private const double RevokedMs = 1_000;

    public string Name => "sessions";

    public async Task<BenchmarkResult> RunAsync(IReadOnlyList<string> options, TextWriter table)
    {
        var plan = SessionPlan.Of(options);
        var clock = Stopwatch.StartNew();
        await using var servers = await SessionServers.StartAsync();
        Tell("checks");
        var rounds = await SessionChecks.RunAsync(plan, servers);
        Tell("ends");
        var ends = await SessionEnds.RunAsync(plan, servers);
        Tell("done");

        var ratio = Quantile.Median(rounds.Select(each => each.Ratio));
        var revoked = ends.Max();
        TextTable.Write(
            table,
            $"An authorized endpoint, {plan.Sessions} sessions on PostgreSQL; median of {rounds.Count}",
            [
                ["", "per second", "x stock"],
                ["a ticket in the database", Text(Quantile.Median(rounds.Select(each => each.First)), "0"), Text(ratio, "0.000")],
                ["the framework's cookie", Text(Quantile.Median(rounds.Select(each => each.Second)), "0"), ""],
            ]);
        TextTable.Write(
            table,
            $"From the end of a session to the last request that another instance let in, in ms; {ends.Count} sessions",
            [["", "median", "longest"], ["ended", Text(Quantile.Median(ends), "0"), Text(revoked, "0")]]);
        await table.WriteLineAsync();

        List<string> misses = [];
        if (ratio < CheckRatio)
        {
            misses.Add($"with tickets in the database the rate is {Text(ratio, "0.000")} of that with stock cookies; the bar is {Text(CheckRatio, "0.00")}");
        }

        if (revoked > RevokedMs)
        {
            misses.Add($"another instance let an ended session in after {Text(revoked, "0")} ms; the bar is {RevokedMs} ms");
        }

        return new BenchmarkResult { Values = [("checkRatio", Text(ratio, "0.000")), ("revokedMs", Text(revoked, "0"))], Misses = misses };

        void Tell(string line) => Console.Error.WriteLine($"[{clock.Elapsed.TotalSeconds,3:0} s] {line}");
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
