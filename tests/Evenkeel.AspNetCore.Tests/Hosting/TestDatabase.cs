using Microsoft.Data.Sqlite;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>A real SQLite file, looked at past the application.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keel-");

    public string ConnectionString => $"Data Source={Path.Combine(_folder.FullName, "notes.db")}";

    /// <summary>The texts of all notes, in the order of their ids.</summary>
    public string[] Notes => [.. Query("SELECT Text FROM Notes ORDER BY Id").Select(row => (string)row[0])];

    public long LedgerRows => (long)Query("SELECT count(*) FROM evenkeel_ledger")[0][0];

    public List<object[]> Query(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<object[]> rows = [];
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>A connection of nobody's pool.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString + ";Pooling=False");
        connection.Open();
        return connection;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
