using Evenkeel.AspNetCore.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>Follows the feed while the host runs: often while there is news, and less often while there is none. Without a context of the application's there is nothing to follow.</summary>
internal sealed class FeedService(IServiceProvider services, IOptions<FeedOptions> options, TimeProvider clock, ILogger<FeedService> log) : BackgroundService
{
    // A lease shows that a process hears of others: it goes by real time, whatever clock the application has.
    private static readonly TimeProvider Real = TimeProvider.System;

    private readonly ChangeFeed? _feed = services.GetService<ApplicationStore>() is null ? null : services.GetRequiredService<ChangeFeed>();
    private readonly FeedPause _pause = new(services.GetService<IFeedWakeUp>());
    private bool _failed;
    private bool? _isThere;

    /// <summary>Looks once before the host takes requests, or nothing would be cached in its first moments.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_feed is not null)
        {
            await TryAsync(BeginAsync, cancellationToken);
            await base.StartAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_isThere is null)
        {
            await Task.Delay(options.Value.IdlePollEvery, Real, stoppingToken);
            await TryAsync(BeginAsync, stoppingToken);
        }

        var pause = options.Value.PollEvery;
        var purged = Real.GetTimestamp();
        while (_isThere == true)
        {
            await _pause.WaitAsync(pause, stoppingToken);
            var (news, hadFailed) = (0, _failed);
            await TryAsync(async cancel => news = await _feed!.PollAsync(cancel), stoppingToken);
            // What failed for the first time may have been one connection that was lost.
            pause = news > 0 || (_failed && !hadFailed) ? options.Value.PollEvery : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, options.Value.IdlePollEvery.Ticks));
            if (Real.GetElapsedTime(purged) > options.Value.Keep / 10)
            {
                purged = Real.GetTimestamp();
                await TryAsync(cancel => _feed!.PurgeAsync(clock.GetUtcNow(), cancel), stoppingToken);
            }
        }
    }

    private async Task BeginAsync(CancellationToken cancel)
    {
        var isThere = await _feed!.StartAsync(cancel);
        if (isThere)
        {
            await _feed.PollAsync(cancel);
        }

        _isThere = isThere;
    }

    // A database that is down must neither stop the server nor fill the log.
    private async Task TryAsync(Func<CancellationToken, Task> act, CancellationToken stopping)
    {
        try
        {
            await act(stopping);
            _failed = false;
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            if (!_failed)
            {
                log.Failed(error);
            }

            _failed = true;
        }
    }
}
