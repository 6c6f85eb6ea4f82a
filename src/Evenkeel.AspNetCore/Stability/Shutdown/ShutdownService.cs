using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Shutdown;

/// <summary>Keeps the server listening until the announcement is over: the host stops no service before this one lets it.</summary>
internal sealed class ShutdownService(ServerStop stop, IHostApplicationLifetime lifetime, IOptions<HostOptions> host, ILogger<ShutdownService> log) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var announces = stop.Announces;
        // A host that is stopped by its own method hears of it only after this.
        lifetime.StopApplication();
        log.Announces(announces.TotalSeconds, host.Value.ShutdownTimeout.TotalSeconds);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var ending = stop.Ending.Register(ended.SetResult);
        try
        {
            await ended.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The host has no more patience. It goes on to stop.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
