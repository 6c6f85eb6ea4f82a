using System.Diagnostics;
using Evenkeel.TestBed;

namespace Evenkeel.Benchmarks.Skew;

/// <summary>How often a tab in sight asks that nobody uses and that has no stream.</summary>
internal static class IdleTab
{
    private static readonly TimeSpan AfterLoad = TimeSpan.FromSeconds(5);

    /// <returns>Requests during the time that the plan gives.</returns>
    public static async Task<long> RunAsync(SkewPlan plan)
    {
        await using var bed = await SkewBed.StartAsync(Engine.Sqlite);
        var pages = Directory.CreateDirectory(Path.Combine(SkewBed.Folder, "pages")).FullName;
        var instance = await bed.StartAsync("b1", "--pages", pages);
        using var tab = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "benchmarks", "web", "skew", "main.mjs"), $"{instance.Address}", SkewBed.Folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            await SaysAsync("open");
            await Task.Delay(AfterLoad, TimeProvider.System);
            var before = await instance.RequestsAsync();
            await Task.Delay(plan.Idle, TimeProvider.System);
            var after = await instance.RequestsAsync();
            await tab.StandardInput.WriteLineAsync();
            await SaysAsync("visible, current");
            return after - before;
        }
        finally
        {
            tab.StandardInput.Close();
            await tab.WaitForExitAsync();
        }

        async Task SaysAsync(string expected)
        {
            var said = await tab.StandardOutput.ReadLineAsync();
            if (said != expected)
            {
                throw new BenchmarkInvalidException($"The tab says '{said}' and not '{expected}'.");
            }
        }
    }
}
