using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Evenkeel.PostgreSql;

/// <summary>Listens for other instances while the host runs, over one connection that is made anew whenever it is lost.</summary>
internal sealed class WakeUpListener(WakeUpConnections connections, WakeUpSignals signals, IOptions<WakeUpOptions> options, ILogger<WakeUpListener> log) : BackgroundService
{
    private readonly RetryDelay _retry = new(options.Value.LongestRetry);
    private bool _failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_failed)
                {
                    log.ListeningFailed(error);
                }

                _failed = true;
            }

            await _retry.WaitAsync(stoppingToken);
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = await connections.OpenAsync(cancel);
        connection.Notification += Heard;
        await using (var listen = new NpgsqlCommand($"LISTEN {options.Value.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancel);
        }

        _failed = false;
        _retry.Reset();
        log.Listens(options.Value.Channel);
        // Whatever was said before nobody heard.
        signals.Hear();
        while (true)
        {
            await connection.WaitAsync(cancel);
        }
    }

    private void Heard(object? sender, NpgsqlNotificationEventArgs notification)
    {
        if (notification.Payload != signals.Node)
        {
            signals.Hear();
        }
    }
}
