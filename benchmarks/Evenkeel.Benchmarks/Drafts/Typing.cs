using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Evenkeel.TestBed;

namespace Evenkeel.Benchmarks.Drafts;

/// <summary>Script that a real Chromium runs for each key while a form of 200 fields is kept.</summary>
/// <param name="Keys">How many the trace has.</param>
/// <param name="Saves">How often the form was saved on the server meanwhile.</param>
/// <param name="P95Ms">The 95th percentile over the keys.</param>
internal sealed record Typing(int Keys, int Saves, double P95Ms)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <exception cref="BenchmarkInvalidException">Keys are missing, or nothing was kept.</exception>
    public static async Task<Typing> RunAsync(DraftPlan plan, TextWriter table)
    {
        using var typing = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "benchmarks", "web", "drafts", "typing.mjs"), plan.KeyPresses.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
        string? last = null;
        while (await typing.StandardOutput.ReadLineAsync() is { } line)
        {
            if (last is not null)
            {
                table.WriteLine(last);
            }

            last = line;
        }

        await typing.WaitForExitAsync();
        var found = typing.ExitCode == 0 && last is not null ? JsonSerializer.Deserialize<Typing>(last, Web) : null;
        if (found is null || found.Keys < plan.KeyPresses || found.Saves == 0)
        {
            throw new BenchmarkInvalidException($"Typing ended with {typing.ExitCode} and '{last}'; {plan.KeyPresses} keys were wanted, and at least one save.");
        }

        return found;
    }
}
