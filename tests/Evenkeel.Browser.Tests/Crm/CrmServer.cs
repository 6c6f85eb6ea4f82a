using System.Globalization;
using Evenkeel.TestBed;
using Evenkeel.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace Evenkeel.Browser.Tests.Crm;

/// <summary>The CRM of ./run on a database of its own.</summary>
public sealed class CrmServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ServerProcess _process;

    private CrmServer(string folder, ServerProcess process) => (_folder, _process) = (folder, process);

    public Uri BaseAddress => _process.BaseAddress;

    public static async Task<CrmServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("evenkeel-crm-").FullName;
        return new CrmServer(folder, await ServerProcess.StartAsync(new ServerSpec
        {
            Dll = Repository.Built("Crm", "Crm.dll"),
            Arguments = ["--db", Path.Combine(folder, "crm.db")],
            ReadyPath = "/healthz",
            ReadyWithin = TimeSpan.FromSeconds(60),
        }));
    }

    /// <summary>Counts rows by SQL of its own, past the application.</summary>
    public async Task<int> CountAsync(string from)
    {
        await using var connection = await OpenDatabaseAsync(SqliteOpenMode.ReadOnly);
        return Convert.ToInt32(await CommandOf(connection, $"SELECT COUNT(*) FROM {from}").ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Ends the server as a crash would.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Starts it again, on the same address and database.</summary>
    public Task StartAgainAsync() => _process.StartAsync();

    /// <summary>Ends the server, changes its database, and starts it again.</summary>
    public async Task RestartAfterAsync(string sql)
    {
        await _process.KillAsync();
        await using (var connection = await OpenDatabaseAsync(SqliteOpenMode.ReadWrite))
            await CommandOf(connection, sql).ExecuteNonQueryAsync();
        await _process.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<SqliteConnection> OpenDatabaseAsync(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "crm.db")};Mode={mode};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static SqliteCommand CommandOf(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
