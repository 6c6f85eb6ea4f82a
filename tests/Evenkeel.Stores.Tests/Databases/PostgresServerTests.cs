using Evenkeel.TestBed;
using Npgsql;

namespace Evenkeel.Stores.Tests.Databases;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task A_crash_keeps_what_was_committed()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await ExecuteAsync(database, "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')");

        await server.StopAsync(immediate: true);
        await server.StartAsync();
        database.Clear();

        await using var read = database.CreateCommand("SELECT text FROM note");
        Assert.Equal("kept", await read.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Each_database_of_the_shared_server_is_empty()
    {
        var server = await PostgresServer.SharedAsync();
        foreach (var _ in (int[])[1, 2])
        {
            await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
            await ExecuteAsync(database, "CREATE TABLE note (text text)");
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
