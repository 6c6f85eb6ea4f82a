using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>
/// Beats from the moment that the application takes requests until it stops. While pages listen it also asks often, with one cheap read, whether there is another deployment.
/// </summary>
internal sealed class DeploymentService(
    DeploymentKeeper keeper, EventStreams streams, IHostApplicationLifetime lifetime, IOptions<DeploymentOptions> options, ILogger<DeploymentService> log) : BackgroundService
{
    // A heartbeat shows that a process lives: it goes by real time, whatever clock the application has.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private bool _failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var ready = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        while (true)
        {
            await TryAsync(() => keeper.BeatAsync(stoppingToken));
            var beaten = Clock.GetTimestamp();
            for (var outdated = false; !outdated && Clock.GetElapsedTime(beaten) is var passed && passed < options.Value.HeartbeatEvery;)
            {
                var rest = options.Value.HeartbeatEvery - passed;
                await streams.RestAsync(streams.Count > 0 && options.Value.PollEvery < rest ? options.Value.PollEvery : rest, stoppingToken);
                if (streams.Count > 0)
                {
                    await TryAsync(async () => outdated = await keeper.IsOutdatedAsync(stoppingToken));
                }
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(() => keeper.LeaveAsync(cancellationToken));
    }

    // A database that is down must stop neither the server nor the heartbeat, nor fill the log.
    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            _failed = false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (!_failed)
            {
                log.RegistryFailed(error);
            }

            _failed = true;
        }
    }
}
