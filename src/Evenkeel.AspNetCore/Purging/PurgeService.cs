using Evenkeel.AspNetCore.Drafts;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Purging;

/// <summary>Purges the ledger, drafts and sessions from time to time. A failure is told and tried again at the next turn.</summary>
internal sealed class PurgeService(
    LedgerPurge purge, PurgeMetrics metrics, IServiceScopeFactory scopes, IOptions<LedgerOptions> options, TimeProvider clock, ILogger<PurgeService> log, DraftPurge? drafts = null, SessionPurge? sessions = null) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PurgeEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (await purge.RunAsync(scope.ServiceProvider, stoppingToken) is > 0 and var removed)
                {
                    metrics.Removed("operations", removed);
                    log.Purged(removed);
                }

                metrics.Removed("drafts", await (drafts?.RunAsync(scope.ServiceProvider, stoppingToken) ?? Task.FromResult(0)));
                metrics.Removed("sessions", await (sessions?.RunAsync(stoppingToken) ?? Task.FromResult(0)));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.PurgeFailed(error);
            }
        }
    }
}
