using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Evenkeel.TestServer.Data;

/// <summary>The database that the command line names: <c>sqlite:FILE</c> or <c>postgres:CONNECTION-STRING</c>.</summary>
internal sealed class TestDatabase
{
    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";

    private readonly bool _isSqlite;
    private readonly string _connection;

    public TestDatabase(string? setting) => (_isSqlite, _connection) = setting switch
    {
        not null when setting.StartsWith(Sqlite, StringComparison.Ordinal) => (true, $"Data Source={setting[Sqlite.Length..]}"),
        not null when setting.StartsWith(Postgres, StringComparison.Ordinal) => (false, setting[Postgres.Length..]),
        _ => throw new ArgumentException($"--database is '{setting}'; it must be {Sqlite}FILE or {Postgres}CONNECTION-STRING."),
    };

    public void Use(DbContextOptionsBuilder options)
    {
        if (_isSqlite)
        {
            options.UseSqlite(_connection);
        }
        else
        {
            options.UseNpgsql(_connection);
        }
    }

    /// <summary>Creates the tables where there are none. Two servers may do so at once.</summary>
    public async Task CreateTablesAsync(IServiceProvider services)
    {
        // EnsureCreated takes most of a start's time, and this server is killed and started again often.
        if (await HasTablesAsync())
        {
            return;
        }

        await using var scope = services.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<TestDb>().Database.EnsureCreatedAsync();
        }
        catch (DbException) when (HasTablesAsync().GetAwaiter().GetResult())
        {
            // The other server was first.
        }
    }

    private async Task<bool> HasTablesAsync()
    {
        await using DbConnection connection = _isSqlite ? new SqliteConnection(_connection) : new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        if (_isSqlite)
        {
            // EF Core turns WAL on only for a file that it creates itself, and opening the connection has just created it.
            command.CommandText = "PRAGMA journal_mode = WAL";
            await command.ExecuteNonQueryAsync();
        }

        command.CommandText = $"SELECT count(*) FROM {(_isSqlite ? "sqlite_master WHERE name" : "pg_tables WHERE tablename")} IN ('effects', 'lane_totals', 'notes', 'evenkeel_ledger', 'evenkeel_delivery', 'evenkeel_draft')";
        return Convert.ToInt64(await command.ExecuteScalarAsync()) == 6;
    }
}
