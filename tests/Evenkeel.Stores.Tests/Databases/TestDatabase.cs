using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Databases;

/// <summary>An empty database of one test, and the test's own way into it, past everything that it tests.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>The test server's <c>--database</c>.</summary>
    public abstract string ServerSetting { get; }

    /// <summary>The engine's name in the shipped scripts.</summary>
    public abstract string Engine { get; }

    /// <summary>What the engine tells of a table's columns, keys and indexes.</summary>
    public abstract IReadOnlyList<string> ShapeQueries(string table);

    public abstract void Use(DbContextOptionsBuilder options);

    public abstract Task<DbConnection> OpenAsync();

    public abstract ValueTask DisposeAsync();

    public async Task<List<object?[]>> RowsAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        List<object?[]> rows = [];
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    public async Task<long> CountAsync(string from) => Convert.ToInt64((await RowsAsync($"SELECT count(*) FROM {from}"))[0][0]);

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
