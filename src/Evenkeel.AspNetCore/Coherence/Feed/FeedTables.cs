using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>The feed's SQL on one engine.</summary>
internal sealed class FeedTables
{
    private FeedTables(string changes, string state, DatabaseEngine engine)
    {
        (Engine, State) = (engine, state);
        var isPostgres = engine == DatabaseEngine.PostgreSql;
        Insert = $"INSERT INTO {changes} (xid, tags, at) VALUES ({(isPostgres ? "pg_current_xact_id()::text::bigint" : "0")}, @tags, @at)";
        Begin = $"INSERT INTO {state} (name, value) VALUES ('incarnation', @value) ON CONFLICT (name) DO NOTHING";
        // One statement has one snapshot: what it says of transactions and the rows that it gives belong together. The order by commit is nobody's; a row below the oldest transaction
        // under way was there before.
        Read = isPostgres
            ? $"""
                SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint - (SELECT count(*) FROM pg_snapshot_xip(s)), c.id, c.tags,
                    (SELECT value FROM {state} WHERE name = 'incarnation'), (SELECT value FROM {state} WHERE name = 'floor')
                FROM (SELECT pg_current_snapshot() AS s) AS now LEFT JOIN {changes} AS c ON c.xid >= COALESCE(@since, pg_snapshot_xmin(s)::text::bigint) ORDER BY c.id
                """
            : $"""
                SELECT now.last, now.last, c.id, c.tags, now.incarnation, now.floor
                FROM (SELECT MAX(COALESCE((SELECT MAX(id) FROM {changes}), 0), COALESCE((SELECT CAST(value AS INTEGER) FROM {state} WHERE name = 'floor'), 0)) AS last,
                    (SELECT value FROM {state} WHERE name = 'incarnation') AS incarnation, (SELECT value FROM {state} WHERE name = 'floor') AS floor) AS now
                LEFT JOIN {changes} AS c ON c.id > COALESCE(@since, now.last) ORDER BY c.id
                """;
        // Whoever has not read what is removed finds the floor above what it has read.
        Purge = $"""
            INSERT INTO {state} (name, value) SELECT 'floor', CAST(MAX({(isPostgres ? "xid" : "id")}) AS {(isPostgres ? "text" : "TEXT")}) FROM {changes} WHERE at < @before HAVING COUNT(*) > 0
            ON CONFLICT (name) DO UPDATE SET value = CASE WHEN CAST({state}.value AS bigint) < CAST(excluded.value AS bigint) THEN excluded.value ELSE {state}.value END;
            DELETE FROM {changes} WHERE at < @before
            """;
    }

    public DatabaseEngine Engine { get; }

    /// <summary>The table of facts about the whole feed.</summary>
    public string State { get; }

    /// <summary>How far behind the point of the last look the first row lies that it may not have seen: on SQLite the point is the last row, on PostgreSQL the first transaction that may still bring one.</summary>
    public int FirstUnread => Engine == DatabaseEngine.Sqlite ? 1 : 0;

    public string Insert { get; }

    /// <summary>Names the database, once.</summary>
    public string Begin { get; }

    /// <summary>
    /// The rows since a point, with: the next such point, the position, the database's name, and the point below which rows were purged.
    /// </summary>
    public string Read { get; }

    public string Purge { get; }

    /// <returns>Null: the application's model has an earlier version of the tables.</returns>
    public static FeedTables? Of(DbContext context) =>
        context.Model.FindEntityType(typeof(ChangeRow)) is { } changes && context.Model.FindEntityType(typeof(FeedStateRow)) is { } state
            ? new FeedTables(TableName.Of(changes, FeedModel.Changes), TableName.Of(state, FeedModel.State), DatabaseEngines.Of(context))
            : null;
}
