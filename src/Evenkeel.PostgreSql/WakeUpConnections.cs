using Microsoft.Extensions.Options;
using Npgsql;

namespace Evenkeel.PostgreSql;

/// <summary>Connections in no pool of the application's: one that listens is never free, and a hint must not wait behind writes.</summary>
internal sealed class WakeUpConnections(IOptions<WakeUpOptions> options)
{
    public const string ApplicationName = "evenkeel wake-up";

    private const int Patience = 10;

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancel)
    {
        var text = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString)
        {
            Pooling = false,
            Multiplexing = false,
            Enlist = false,
            ApplicationName = ApplicationName,
            Timeout = Patience,
            CommandTimeout = Patience,
            KeepAlive = (int)options.Value.KeepAlive.TotalSeconds,
        };
        var connection = new NpgsqlConnection(text.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
