using Evenkeel.AspNetCore.Databases;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Coherence.Probing;

/// <summary>Runs the probe while the host runs.</summary>
internal sealed class ProbeService(IServiceProvider services, IOptions<CoherenceProbeOptions> options, ILogger<CoherenceProbe> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<ApplicationStore>() is null || services.GetService<HybridCache>() is not Memory.KeelCache || !await services.GetRequiredService<ProbeRows>().HasTablesAsync())
        {
            log.NotPossible();
            return;
        }

        var probe = services.GetRequiredService<CoherenceProbe>();
        try
        {
            while (true)
            {
                await probe.RoundAsync(stoppingToken);
                await Task.Delay(options.Value.Every, TimeProvider.System, stoppingToken);
            }
        }
        finally
        {
            await LeaveAsync(probe);
        }
    }

    // What it leaves behind is forgotten in a day.
    private static async Task LeaveAsync(CoherenceProbe probe)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await probe.LeaveAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
