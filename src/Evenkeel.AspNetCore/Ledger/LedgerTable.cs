using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Ledger;

/// <summary>
/// The ledger's SQL. It goes past the change tracker: the application's context must not see, save or roll back these rows, and
/// one statement is one round trip. The statements are the same on SQLite and PostgreSQL.
/// </summary>
internal sealed class LedgerTable
{
    private static readonly ConditionalWeakTable<IModel, LedgerTable> ByModel = [];

    private readonly string _find;
    private readonly string _insert;
    private readonly string _answer;

    private LedgerTable(string name)
    {
        Name = name;
        _find = $"SELECT state, fingerprint, status, content_type, location, etag, answer FROM {name} WHERE tenant = @tenant AND user_id = @user AND operation_id = @id";
        _insert = $"INSERT INTO {name} (tenant, user_id, operation_id, state, fingerprint, action, status, content_type, location, etag, answer, kept_since) " +
            "VALUES (@tenant, @user, @id, @state, @fingerprint, @action, @status, @type, @location, @etag, @answer, @since) ON CONFLICT DO NOTHING";
        _answer = $"UPDATE {name} SET status = @status, content_type = @type, location = @location, etag = @etag, answer = @answer " +
            "WHERE tenant = @tenant AND user_id = @user AND operation_id = @id";
    }

    /// <summary>The table's quoted name, with the schema that the application's model gives it.</summary>
    public string Name { get; }

    /// <exception cref="InvalidOperationException">The model does not have the ledger.</exception>
    public static LedgerTable Of(DbContext context)
    {
        if (ByModel.TryGetValue(context.Model, out var known))
        {
            return known;
        }

        var entity = context.Model.FindEntityType(typeof(LedgerRow)) ?? throw new InvalidOperationException(
            $"{context.GetType().Name} has no ledger. Call modelBuilder.AddEvenkeel(schema: 1) in OnModelCreating, and add a migration.");
        var schema = entity.GetSchema();
        var name = schema is null ? Quote(LedgerModel.Table) : $"{Quote(schema)}.{Quote(LedgerModel.Table)}";
        return ByModel.GetValue(context.Model, _ => new LedgerTable(name));
    }

    public async Task<LedgerEntry?> FindAsync(IRelationalConnection connection, LedgerKey key, CancellationToken cancel)
    {
        await connection.OpenAsync(cancel);
        try
        {
            await using var command = Command(connection, _find, key);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            return await reader.ReadAsync(cancel) ? Read(reader) : null;
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    /// <summary>Inserts the row in the connection's transaction. False: the key is taken. Waits for a duplicate in flight.</summary>
    public async Task<bool> TryInsertAsync(IRelationalConnection connection, LedgerKey key, LedgerState state, byte[] fingerprint, string action, StoredAnswer? answer, long keptSince, CancellationToken cancel)
    {
        await using var command = Command(connection, _insert, key);
        Add(command, "state", (int)state);
        Add(command, "fingerprint", fingerprint);
        Add(command, "action", action);
        Add(command, "since", keptSince);
        AddAnswer(command, answer);
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    public async Task StoreAnswerAsync(IRelationalConnection connection, LedgerKey key, StoredAnswer answer, CancellationToken cancel)
    {
        await using var command = Command(connection, _answer, key);
        AddAnswer(command, answer);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static LedgerEntry Read(DbDataReader row) => new((LedgerState)row.GetInt32(0), (byte[])row.GetValue(1), new StoredAnswer
    {
        Status = row.GetInt32(2),
        ContentType = row.IsDBNull(3) ? null : row.GetString(3),
        Location = row.IsDBNull(4) ? null : row.GetString(4),
        ETag = row.IsDBNull(5) ? null : row.GetString(5),
        Body = row.IsDBNull(6) ? null : (byte[])row.GetValue(6),
    });

    private static DbCommand Command(IRelationalConnection connection, string sql, LedgerKey key)
    {
        var command = connection.DbConnection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = connection.CurrentTransaction?.GetDbTransaction();
        Add(command, "tenant", key.Caller.Tenant);
        Add(command, "user", key.Caller.User);
        Add(command, "id", key.Operation.Value);
        return command;
    }

    private static void AddAnswer(DbCommand command, StoredAnswer? answer)
    {
        Add(command, "status", answer?.Status ?? 0);
        Add(command, "type", answer?.ContentType, System.Data.DbType.String);
        Add(command, "location", answer?.Location, System.Data.DbType.String);
        Add(command, "etag", answer?.ETag, System.Data.DbType.String);
        Add(command, "answer", answer?.Body, System.Data.DbType.Binary);
    }

    private static void Add(DbCommand command, string name, object? value, System.Data.DbType? type = null)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@" + name;
        if (type is { } known)
        {
            parameter.DbType = known;
        }

        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}
