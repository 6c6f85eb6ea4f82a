using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>The sessions' SQL, the same on SQLite and PostgreSQL but for the name of a row.</summary>
internal sealed class SessionTable
{
    private const string Columns = "key_hash, id, tenant, user_id, device, created, seen, expires, ends, ticket";
    private const string Of1 = "tenant = @tenant AND user_id = @user AND ticket IS NOT NULL";
    private const string Live = "(expires IS NULL OR expires > @now) AND (ends IS NULL OR ends > @now)";

    private static readonly ConditionalWeakTable<IModel, SessionTable> ByModel = [];

    private SessionTable(string name, bool sqlite)
    {
        Find = $"SELECT {Columns} FROM {name} WHERE key_hash = @key";
        Add = $"INSERT INTO {name} ({Columns}) VALUES (@key, @id, @tenant, @user, @device, @created, @seen, @expires, @ends, @ticket) ON CONFLICT (key_hash) DO NOTHING";
        Renew = $"UPDATE {name} SET seen = @seen, expires = @expires, ticket = @ticket WHERE key_hash = @key AND ticket IS NOT NULL";
        End = $"UPDATE {name} SET ticket = NULL WHERE key_hash = @key AND ticket IS NOT NULL";
        List = $"SELECT {Columns} FROM {name} WHERE {Of1} AND {Live} ORDER BY seen DESC, id LIMIT @most";
        EndOldest = $"UPDATE {name} SET ticket = NULL WHERE key_hash IN (SELECT key_hash FROM {name} WHERE {Of1} AND key_hash <> @key AND {Live} ORDER BY seen DESC, created DESC, id LIMIT @most OFFSET @others)";
        EndOne = $"UPDATE {name} SET ticket = NULL WHERE {Of1} AND id = @id";
        EndAll = $"UPDATE {name} SET ticket = NULL WHERE {Of1} AND id <> @id";
        var row = sqlite ? "rowid" : "ctid";
        Purge = $"DELETE FROM {name} WHERE {row} IN (SELECT {row} FROM {name} WHERE expires < @now OR ends < @now OR (expires IS NULL AND seen < @forgotten) LIMIT @most)";
    }

    public string Find { get; }

    public string Add { get; }

    public string Renew { get; }

    public string End { get; }

    public string List { get; }

    public string EndOldest { get; }

    public string EndOne { get; }

    public string EndAll { get; }

    public string Purge { get; }

    public static bool IsIn(DbContext context) => context.Model.FindEntityType(typeof(SessionRow)) is not null;

    /// <exception cref="InvalidOperationException">The model has no sessions.</exception>
    public static SessionTable Of(DbContext context)
    {
        if (ByModel.TryGetValue(context.Model, out var known))
        {
            return known;
        }

        var entity = context.Model.FindEntityType(typeof(SessionRow)) ?? throw new InvalidOperationException(
            $"{context.GetType().Name} has no table for sessions. Call modelBuilder.AddEvenkeel(schema: 5) in OnModelCreating, and add a migration.");
        return ByModel.GetValue(context.Model, _ => new SessionTable(TableName.Of(entity, SessionModel.Table), DatabaseEngines.Of(context) == DatabaseEngine.Sqlite));
    }

    public static SessionRow Read(DbDataReader reader) => new()
    {
        KeyHash = (byte[])reader.GetValue(0),
        Id = reader.GetString(1),
        Tenant = reader.GetString(2),
        User = reader.GetString(3),
        Device = reader.GetString(4),
        Created = reader.GetInt64(5),
        Seen = reader.GetInt64(6),
        Expires = reader.IsDBNull(7) ? null : reader.GetInt64(7),
        Ends = reader.IsDBNull(8) ? null : reader.GetInt64(8),
        Ticket = reader.IsDBNull(9) ? null : (byte[])reader.GetValue(9),
    };

    public static void Set(DbCommand command, SessionRow row) => command
        .With("@key", DbType.Binary, row.KeyHash)
        .With("@id", DbType.String, row.Id)
        .With("@tenant", DbType.String, row.Tenant)
        .With("@user", DbType.String, row.User)
        .With("@device", DbType.String, row.Device)
        .With("@created", DbType.Int64, row.Created)
        .With("@seen", DbType.Int64, row.Seen)
        .With("@expires", DbType.Int64, row.Expires)
        .With("@ends", DbType.Int64, row.Ends)
        .With("@ticket", DbType.Binary, row.Ticket);
}
