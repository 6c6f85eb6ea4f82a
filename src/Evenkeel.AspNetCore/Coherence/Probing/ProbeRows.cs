using System.Data;
using System.Globalization;
using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Feed;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Sharing;

namespace Evenkeel.AspNetCore.Coherence.Probing;

/// <summary>The numbers of all instances: a row of <c>evenkeel_feed</c> each, changed as an application changes its own. Thread-safe.</summary>
internal sealed class ProbeRows(OwnStatements statements, FeedStore feed, IChangeLog changes, TimeProvider clock)
{
    private const string Prefix = "probe/";

    public static string TagOf(string node) => $"evenkeel/{Prefix}{node}";

    public async Task<bool> HasTablesAsync() => await feed.TablesAsync() is not null;

    /// <summary>Writes a number of an instance, with the row of the feed that tells of it.</summary>
    public async Task WriteAsync(string node, long number, CancellationToken cancel)
    {
        var state = (await feed.TablesAsync())!.State;
        var changed = new ChangeSet();
        changed.Add([TagOf(node)]);
        await statements.RunAsync(
            writes: true,
            async (context, connection) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancel);
                await using var command = connection.CreateCommand();
                (command.CommandText, command.Transaction) = ($"INSERT INTO {state} (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", transaction);
                command.With("@name", DbType.String, Prefix + node).With("@value", DbType.String, string.Create(CultureInfo.InvariantCulture, $"{number} {clock.GetUtcNow().ToUnixTimeMilliseconds()}"));
                await command.ExecuteNonQueryAsync(cancel);
                var record = await changes.StoreAsync(context, connection, transaction, changed, cancel);
                try
                {
                    await transaction.CommitAsync(CancellationToken.None);
                }
                finally
                {
                    // One that failed may have taken place.
                    changes.Apply(record);
                }

                return 0;
            },
            cancel);
    }

    /// <summary>The number of one instance; null: it has none any more.</summary>
    public async Task<long?> ReadAsync(string node, CancellationToken cancel) =>
        (await ReadAsync("name = @name", Prefix + node, cancel)).Select(row => (long?)row.Number).FirstOrDefault();

    public Task<List<ProbeRow>> ReadAllAsync(CancellationToken cancel) => ReadAsync("name LIKE @name", Prefix + "%", cancel);

    public async Task DeleteAsync(string node, CancellationToken cancel)
    {
        var state = (await feed.TablesAsync())!.State;
        await statements.RunAsync(
            writes: true,
            async (_, connection) =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"DELETE FROM {state} WHERE name = @name";
                return await command.With("@name", DbType.String, Prefix + node).ExecuteNonQueryAsync(cancel);
            },
            cancel);
    }

    private async Task<List<ProbeRow>> ReadAsync(string where, string name, CancellationToken cancel)
    {
        var state = (await feed.TablesAsync())!.State;
        return await statements.RunAsync(
            writes: false,
            async (_, connection) =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT name, value FROM {state} WHERE {where}";
                await using var reader = await command.With("@name", DbType.String, name).ExecuteReaderAsync(cancel);
                List<ProbeRow> rows = [];
                while (await reader.ReadAsync(cancel))
                {
                    var value = reader.GetString(1).Split(' ');
                    rows.Add(new ProbeRow(reader.GetString(0)[Prefix.Length..], long.Parse(value[0], CultureInfo.InvariantCulture), long.Parse(value[1], CultureInfo.InvariantCulture)));
                }

                return rows;
            },
            cancel);
    }
}
