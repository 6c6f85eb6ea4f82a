using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence.Pushing;

/// <summary>Tells the pages that listen what has changed, a burst at once.</summary>
internal sealed class PushService(ChangeStreams streams, ILogger<PushService> log) : BackgroundService
{
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    // What people see must not wait for a clock that a test holds.
    private static readonly TimeProvider Real = TimeProvider.System;

    private bool _failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await streams.NewsAsync(stoppingToken);
            await Task.Delay(Burst, Real, stoppingToken);
            try
            {
                await streams.TellAsync(stoppingToken);
                _failed = false;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_failed)
                {
                    log.NotPushed(error);
                }

                _failed = true;
                await Task.Delay(AfterFailure, Real, stoppingToken);
                streams.Lose();
            }
        }
    }
}
