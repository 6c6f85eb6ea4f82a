using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>Has the keeper take its turns: often until this instance is ready, then once an hour. A database that is down stops neither the start nor the host.</summary>
internal sealed class KeyService(KeyKeeper keeper, LoneInstance alone, ILogger<KeyService> log) : BackgroundService
{
    private static readonly TimeSpan FirstTurn = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UntilReady = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    // What others have made is looked for by real time, whatever clock the application has.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private bool _failed;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await alone.CheckAsync(cancellationToken);
        using var first = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        first.CancelAfter(FirstTurn);
        await TryAsync(first.Token);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(keeper.IsReady ? Every : UntilReady, Clock, stoppingToken);
            await TryAsync(stoppingToken);
        }
    }

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await keeper.TurnAsync(cancel);
            _failed = false;
        }
        catch (Exception error)
        {
            if (!_failed)
            {
                log.KeysFailed(error);
            }

            _failed = true;
        }
    }
}
