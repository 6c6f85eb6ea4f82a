using Evenkeel.AspNetCore.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>Delivers what is due, a few at a time. When the host stops it takes no more, and lets those under way end as long as the host has patience.</summary>
internal sealed class DeliveryService(IServiceProvider services, DeliverySignal signal, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<DeliveryService> log)
    : BackgroundService
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _cut = new();
    private DeliveryQueue? _queue;
    private DeliveryRunner? _runner;
    private long? _toldAt;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<ApplicationStore>() is null)
        {
            throw new InvalidOperationException("Deliveries are stored with the application's data: builder.AddEvenkeel().UseStore<TDbContext>().");
        }

        await services.GetRequiredService<DeliveryStore>().CheckAsync();
        (_queue, _runner) = (services.GetRequiredService<DeliveryQueue>(), services.GetRequiredService<DeliveryRunner>());
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        var stopped = base.StopAsync(cancellationToken);
        await using var impatience = cancellationToken.Register(_cut.Cancel);
        await stopped;
    }

    public override void Dispose()
    {
        _cut.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<Task> running = [];
        try
        {
            while (true)
            {
                stoppingToken.ThrowIfCancellationRequested();
                await StartDueAsync(running, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task StartDueAsync(HashSet<Task> running, CancellationToken stop)
    {
        var heard = signal.Next;
        running.RemoveWhere(each => each.IsCompleted);
        var free = options.Value.Parallelism - running.Count;
        if (free == 0)
        {
            await Task.WhenAny(running).WaitAsync(stop);
            return;
        }

        var taken = await TakeAsync(free, stop);
        foreach (var each in taken)
        {
            running.Add(_runner!.RunAsync(each, _cut.Token));
        }

        if (taken.Count < free)
        {
            await heard.WaitAsync(options.Value.PollEvery, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<TakenDelivery>> TakeAsync(int free, CancellationToken stop)
    {
        try
        {
            await TellUnknownAsync(stop);
            return await _queue!.TakeAsync(free, stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LookUpFailed(error);
            return [];
        }
    }

    // At the start, and now and then: a rolling deployment may bring them later.
    private async Task TellUnknownAsync(CancellationToken stop)
    {
        if (_toldAt is { } at && clock.GetElapsedTime(at) < TimeSpan.FromMinutes(10))
        {
            return;
        }

        foreach (var name in await _queue!.UnknownAsync(stop))
        {
            if (_told.Add(name))
            {
                log.NameUnknown(name);
            }
        }

        _toldAt = clock.GetTimestamp();
    }
}
