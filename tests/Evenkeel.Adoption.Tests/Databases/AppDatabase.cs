using System.Data.Common;
using System.Globalization;

namespace Evenkeel.Adoption.Tests.Databases;

/// <summary>A new database of one test, and the test's own way into it, past the application.</summary>
internal abstract class AppDatabase : IAsyncDisposable
{
    /// <summary>The application's setting <c>Database</c>.</summary>
    public abstract string Provider { get; }

    public abstract string ConnectionString { get; }

    /// <summary>Names the application's tables, in order.</summary>
    protected abstract string TablesQuery { get; }

    public static async Task<AppDatabase> CreateAsync(string provider) =>
        provider == PostgresAppDatabase.Name ? await PostgresAppDatabase.CreateAsync() : new SqliteAppDatabase();

    public abstract Task<DbConnection> OpenAsync();

    public abstract ValueTask DisposeAsync();

    public async Task<List<string>> RowsAsync(string sql)
    {
        await using var connection = await OpenAsync();
        return await RowsAsync(connection, sql);
    }

    public async Task<long> CountAsync(string from) => long.Parse((await RowsAsync($"SELECT count(*) FROM {from}"))[0], CultureInfo.InvariantCulture);

    /// <summary>Every row of every table of the application, whatever Evenkeel has beside them; sorted, since no order is promised. Salted hashes are left out.</summary>
    public async Task<List<string>> ContentAsync()
    {
        await using var connection = await OpenAsync();
        List<string> rows = [];
        foreach (var table in await RowsAsync(connection, TablesQuery))
        {
            var content = await RowsAsync(connection, $"SELECT * FROM \"{table}\"");
            rows.AddRange(content.Select(row => $"{table}: {row}").Order(StringComparer.Ordinal));
        }

        return rows;
    }

    private static async Task<List<string>> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        var columns = Enumerable.Range(0, reader.FieldCount).Where(column => reader.GetName(column) != "PasswordHash").ToList();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join(" | ", columns.Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
