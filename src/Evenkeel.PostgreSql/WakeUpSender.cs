using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Evenkeel.PostgreSql;

/// <summary>
/// Tells other instances of changes that have been committed here: one notification at a time, over a connection of its own. In the write's transaction it would hold a lock of the whole database from there to the end of
/// the commit.
/// </summary>
internal sealed class WakeUpSender(WakeUpConnections connections, WakeUpSignals signals, IOptions<WakeUpOptions> options, ILogger<WakeUpSender> log) : BackgroundService
{
    private readonly RetryDelay _retry = new(options.Value.LongestRetry);
    private NpgsqlConnection? _connection;
    private bool _failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await signals.UntilToldAsync(stoppingToken);
                await TellAsync(stoppingToken);
                await Task.Delay(options.Value.NotifyEvery, TimeProvider.System, stoppingToken);
            }
        }
        finally
        {
            await CloseAsync();
        }
    }

    private async Task TellAsync(CancellationToken cancel)
    {
        // A connection that was lost while it was idle shows only when it is used: the second try has a new one.
        for (var isLast = _connection is null; ; isLast = true)
        {
            try
            {
                await NotifyAsync(cancel);
                _failed = false;
                _retry.Reset();
                return;
            }
            catch (Exception error) when (!cancel.IsCancellationRequested)
            {
                await CloseAsync();
                if (isLast)
                {
                    await GiveUpAsync(error, cancel);
                    return;
                }
            }
        }
    }

    private async Task NotifyAsync(CancellationToken cancel)
    {
        _connection ??= await connections.OpenAsync(cancel);
        await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", _connection);
        notify.Parameters.Add(new NpgsqlParameter { Value = options.Value.Channel });
        notify.Parameters.Add(new NpgsqlParameter { Value = signals.Node });
        await notify.ExecuteNonQueryAsync(cancel);
    }

    private Task GiveUpAsync(Exception error, CancellationToken cancel)
    {
        if (!_failed)
        {
            log.TellingFailed(error);
        }

        _failed = true;
        return _retry.WaitAsync(cancel);
    }

    private async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
