using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>
/// Publishes this release before the host takes requests, which a failure stops: a release whose files are not kept would break its pages at the next deployment. Then it says from time to time
/// that the build still runs, and retires others.
/// </summary>
internal sealed class AssetService(AssetPublisher publisher, IOptions<AssetOptions> options, TimeProvider clock, ILogger<AssetService> log) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await publisher.PublishAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Often enough that no build grows too old while it runs.
        var every = options.Value.Age / 4;
        using var timer = new PeriodicTimer(every < Day ? every : Day, clock);
        await TryAsync(publisher.RetireAsync, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(publisher.PublishAsync, stoppingToken);
            await TryAsync(publisher.RetireAsync, stoppingToken);
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> turn, CancellationToken stop)
    {
        try
        {
            await turn(stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.TurnFailed(error);
        }
    }
}
