using System.Data;
using System.Data.Common;
using System.Globalization;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>The feed in the application's own database. Thread-safe.</summary>
internal sealed class FeedStore(OwnStatements statements, TimeProvider clock)
{
    private FeedTables? _tables;
    private bool _looked;

    /// <summary>The feed's tables; null where the application's model has none, or its database is this connection's alone.</summary>
    public async ValueTask<FeedTables?> TablesAsync()
    {
        if (!Volatile.Read(ref _looked))
        {
            _tables = await statements.LookAsync(context => RelationalOptionsExtension.Extract(context.GetService<IDbContextOptions>()).Connection is null ? FeedTables.Of(context) : null);
            Volatile.Write(ref _looked, true);
        }

        return _tables;
    }

    /// <summary>The tables, if somebody has asked for them before.</summary>
    public FeedTables? Tables => Volatile.Read(ref _looked) ? _tables : null;

    public DbCommand Fill(DbCommand command, string text)
    {
        Fill(command.Parameters, command.CreateParameter, text);
        return command;
    }

    public void Fill(DbParameterCollection parameters, Func<DbParameter> create, string text)
    {
        Add("@tags", DbType.String, text);
        Add("@at", DbType.Int64, clock.GetUtcNow().ToUnixTimeMilliseconds());

        void Add(string name, DbType type, object value)
        {
            var parameter = create();
            (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, type, value);
            parameters.Add(parameter);
        }
    }

    /// <summary>Adds a row by itself.</summary>
    public Task AddAsync(FeedTables tables, string text, CancellationToken cancel) => RunAsync(writes: true, tables.Insert, command => Fill(command, text), cancel);

    /// <summary>Names the database, if nobody has.</summary>
    public Task BeginAsync(FeedTables tables, CancellationToken cancel) =>
        RunAsync(writes: true, tables.Begin, command => command.With("@value", DbType.String, Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")), cancel);

    /// <summary>Forgets rows that are older.</summary>
    public Task PurgeAsync(FeedTables tables, DateTimeOffset before, CancellationToken cancel) => statements.RunAsync(
        writes: true,
        async (_, connection) =>
        {
            // Both or none: a row that is gone without its floor would be missed.
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (tables.Purge, transaction);
            command.With("@before", DbType.Int64, before.ToUnixTimeMilliseconds());
            await command.ExecuteNonQueryAsync(cancel);
            await transaction.CommitAsync(cancel);
            return 0;
        },
        cancel);

    /// <param name="tables">The feed's tables.</param>
    /// <param name="since">What the last look said; null: there was none, and only the present is of interest.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<FeedPoll> ReadAsync(FeedTables tables, long? since, CancellationToken cancel) => statements.RunAsync(
        writes: false,
        async (_, connection) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = tables.Read;
            command.With("@since", DbType.Int64, since);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            FeedPoll? poll = null;
            List<FeedChange> changes = [];
            while (await reader.ReadAsync(cancel))
            {
                poll ??= new FeedPoll
                {
                    Next = reader.GetInt64(0),
                    Position = reader.GetInt64(1),
                    Changes = changes,
                    Incarnation = reader.IsDBNull(4) ? "" : reader.GetString(4),
                    HasGap = !reader.IsDBNull(5) && long.Parse(reader.GetString(5), CultureInfo.InvariantCulture) >= since + tables.FirstUnread,
                };
                if (!reader.IsDBNull(2))
                {
                    changes.Add(FeedChange.Read(reader.GetInt64(2), reader.GetString(3)));
                }
            }

            return poll!;
        },
        cancel);

    private Task RunAsync(bool writes, string sql, Action<DbCommand> set, CancellationToken cancel) => statements.RunAsync(
        writes,
        async (_, connection) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            set(command);
            return await command.ExecuteNonQueryAsync(cancel);
        },
        cancel);
}
