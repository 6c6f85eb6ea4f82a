using System.Data.Common;
using System.Runtime.CompilerServices;
using Evenkeel.AspNetCore.Databases;
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

    private LedgerTable(string name)
    {
        Name = name;
        Find = $"SELECT state, fingerprint, status, content_type, location, etag, answer, kept_since FROM {name} WHERE tenant = @tenant AND user_id = @user AND operation_id = @id";
        Insert = $"INSERT INTO {name} (tenant, user_id, operation_id, state, fingerprint, action, status, content_type, location, etag, answer, kept_since) " +
            "VALUES (@tenant, @user, @id, @state, @fingerprint, @action, @status, @type, @location, @etag, @answer, @since)";
        Answer = $"UPDATE {name} SET status = @status, content_type = @type, location = @location, etag = @etag, answer = @answer " +
            "WHERE tenant = @tenant AND user_id = @user AND operation_id = @id";
        Close = $"UPDATE {name} SET state = @state, status = @status, content_type = @type, location = @location, etag = @etag, answer = @answer " +
            "WHERE tenant = @tenant AND user_id = @user AND operation_id = @id AND state = 3";
    }

    /// <summary>The table's quoted name, with the schema that the application's model gives it.</summary>
    public string Name { get; }

    public string Find { get; }

    /// <summary>Fails on a key that is taken.</summary>
    public string Insert { get; }

    public string Answer { get; }

    /// <summary>Ends an open row.</summary>
    public string Close { get; }

    /// <exception cref="InvalidOperationException">The model does not have the ledger.</exception>
    public static LedgerTable Of(DbContext context)
    {
        if (ByModel.TryGetValue(context.Model, out var known))
        {
            return known;
        }

        var entity = context.Model.FindEntityType(typeof(LedgerRow)) ?? throw new InvalidOperationException(
            $"{context.GetType().Name} has no ledger. Call modelBuilder.AddEvenkeel(schema: 3) in OnModelCreating, and add a migration.");
        var name = TableName.Of(entity, LedgerModel.Table);
        return ByModel.GetValue(context.Model, _ => new LedgerTable(name));
    }

    /// <summary>Adds the insert of a row to a command that has other statements already.</summary>
    public void AppendInsert(DbCommand command, LedgerRecord row)
    {
        command.CommandText = $"{command.CommandText};\n{Insert}";
        LedgerStatements.SetRow(command, row);
        if (row.Companion is { } companion)
        {
            LedgerStatements.AppendCompanion(command, companion);
        }
    }

    /// <summary>Looks a key up on a connection of its own or, where one is under way, in the connection's transaction.</summary>
    public async Task<LedgerEntry?> FindAsync(IRelationalConnection connection, LedgerKey key, CancellationToken cancel)
    {
        await connection.OpenAsync(cancel);
        try
        {
            return await new LedgerStatements(this, connection.DbConnection, connection.CurrentTransaction?.GetDbTransaction()).FindAsync(key, cancel);
        }
        finally
        {
            await connection.CloseAsync();
        }
    }
}
