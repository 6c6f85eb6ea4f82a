using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>The deliveries' SQL, past the change tracker, and the same on SQLite and PostgreSQL but for the lock that lets another worker's rows be.</summary>
internal sealed class DeliveryTable
{
    private const string Columns = "id, name, payload, tenant, user_id, operation_id, enqueued_at, attempts, error";

    private static readonly ConditionalWeakTable<IModel, DeliveryTable> ByModel = [];

    private DeliveryTable(string name)
    {
        Name = name;
        Insert = $"INSERT INTO {name} (id, name, payload, tenant, user_id, operation_id, enqueued_at, attempts, next_attempt_at, state) " +
            "VALUES (@id, @name, @payload, @tenant, @user, @operation, @enqueued, 0, @enqueued, 1)";
        Done = $"DELETE FROM {name} WHERE id = @id";
        // The number of attempts tells whether the row is still this worker's: whoever takes it over adds one.
        Failed = $"UPDATE {name} SET state = @state, next_attempt_at = @next, error = @error, leased_until = NULL WHERE id = @id AND attempts = @attempts";
        GivenBack = $"UPDATE {name} SET attempts = attempts - 1, leased_until = NULL WHERE id = @id AND attempts = @attempts";
        Parked = $"SELECT {Columns} FROM {name} WHERE state = 2 ORDER BY next_attempt_at LIMIT @most";
        Retry = $"UPDATE {name} SET state = 1, attempts = 0, next_attempt_at = @now WHERE id = @id AND state = 2";
        Discard = $"DELETE FROM {name} WHERE id = @id AND state = 2";
    }

    public string Name { get; }

    public string Insert { get; }

    public string Done { get; }

    public string Failed { get; }

    public string GivenBack { get; }

    public string Parked { get; }

    public string Retry { get; }

    public string Discard { get; }

    /// <exception cref="InvalidOperationException">The model has no deliveries.</exception>
    public static DeliveryTable Of(DbContext context)
    {
        if (ByModel.TryGetValue(context.Model, out var known))
        {
            return known;
        }

        var entity = context.Model.FindEntityType(typeof(DeliveryRow)) ?? throw new InvalidOperationException(
            $"{context.GetType().Name} has no table for deliveries. Call modelBuilder.AddEvenkeel(schema: 3) in OnModelCreating, and add a migration.");
        return ByModel.GetValue(context.Model, _ => new DeliveryTable(TableName.Of(entity, DeliveryModel.Table)));
    }

    /// <summary>Whether anything is due.</summary>
    public string AnyDue(string names) => $"SELECT id FROM {Name} WHERE {Due(names)} LIMIT 1";

    /// <summary>Takes what is due, under a lease. Two workers never take the same row.</summary>
    public string Take(string names, DatabaseEngine engine) =>
        $"WITH due AS MATERIALIZED (SELECT id FROM {Name} WHERE {Due(names)} ORDER BY next_attempt_at LIMIT @most{(engine == DatabaseEngine.PostgreSql ? " FOR UPDATE SKIP LOCKED" : "")}) " +
        $"UPDATE {Name} SET attempts = attempts + 1, leased_until = @until WHERE id IN (SELECT id FROM due) RETURNING {Columns}";

    /// <summary>A name that waits here and that this build does not know.</summary>
    public string Unknown(string names) => $"SELECT DISTINCT name FROM {Name} WHERE state = 1 AND name NOT IN ({names})";

    public DbCommand InsertOn(DbConnection connection, DbTransaction transaction, DeliveryRow row)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (Insert, transaction);
        return command
            .With("@id", DbType.Guid, row.Id)
            .With("@name", DbType.String, row.Name)
            .With("@payload", DbType.String, row.Payload)
            .With("@tenant", DbType.String, row.Tenant)
            .With("@user", DbType.String, row.User)
            .With("@operation", DbType.Guid, row.OperationId)
            .With("@enqueued", DbType.Int64, row.EnqueuedAt);
    }

    private static string Due(string names) => $"state = 1 AND next_attempt_at <= @now AND (leased_until IS NULL OR leased_until <= @now) AND name IN ({names})";
}
