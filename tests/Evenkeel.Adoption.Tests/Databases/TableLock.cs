using System.Data.Common;
using System.Globalization;
using Evenkeel.Testing.Time;

namespace Evenkeel.Adoption.Tests.Databases;

/// <summary>Holds a table of a PostgreSQL database, so that a handler that comes to it stands still there until the test lets it go.</summary>
internal sealed class TableLock : IAsyncDisposable
{
    private const string Waiters = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private readonly AppDatabase _database;
    private readonly DbConnection _connection;

    private TableLock(AppDatabase database, DbConnection connection) => (_database, _connection) = (database, connection);

    public static async Task<TableLock> TakeAsync(AppDatabase database, string table)
    {
        var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"BEGIN; LOCK TABLE \"{table}\" IN ACCESS EXCLUSIVE MODE";
        await command.ExecuteNonQueryAsync();
        return new TableLock(database, connection);
    }

    /// <summary>Waits until a connection stands still.</summary>
    /// <param name="after">One that stood still before.</param>
    /// <returns>The process of the server that serves it.</returns>
    public async Task<int> WaiterAsync(int after = 0)
    {
        List<int> waiting = [];
        await Poll.UntilAsync(
            async () =>
            {
                waiting = [.. (await _database.RowsAsync(Waiters)).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture)).Where(pid => pid != after)];
                return waiting.Count > 0;
            },
            TimeSpan.FromSeconds(60),
            () => "No connection waits for a lock.");
        return waiting[0];
    }

    /// <summary>Ends a connection as a failing server does.</summary>
    public async Task EndAsync(int process) => Assert.Equal(["True"], await _database.RowsAsync($"SELECT pg_terminate_backend({process}, 30000)"));

    /// <summary>Lets go.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
