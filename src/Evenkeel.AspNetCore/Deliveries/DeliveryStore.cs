using System.Data.Common;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Sharing;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>Runs one statement on the deliveries.</summary>
internal sealed class DeliveryStore(OwnStatements statements)
{
    /// <exception cref="InvalidOperationException">The model has no deliveries.</exception>
    public Task CheckAsync() => statements.LookAsync(DeliveryTable.Of);

    public Task<int> WriteAsync(Func<DeliveryTable, string> sql, Action<DbCommand> set, CancellationToken cancel) =>
        RunAsync(writes: true, (table, _) => sql(table), set, command => command.ExecuteNonQueryAsync(cancel), cancel);

    /// <exception cref="TimeoutException">Another write held the database for too long.</exception>
    /// <exception cref="DbException">The database did not answer.</exception>
    public Task<List<T>> ReadAsync<T>(
        bool writes, Func<DeliveryTable, DatabaseEngine, string> sql, Action<DbCommand> set, Func<DbDataReader, T> read, CancellationToken cancel) =>
        RunAsync(writes, sql, set, command => command.ReadAllAsync(read, cancel), cancel);

    private Task<T> RunAsync<T>(
        bool writes, Func<DeliveryTable, DatabaseEngine, string> sql, Action<DbCommand> set, Func<DbCommand, Task<T>> run, CancellationToken cancel) =>
        statements.RunAsync(
            writes,
            async (context, connection) =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = sql(DeliveryTable.Of(context), DatabaseEngines.Of(context));
                set(command);
                return await run(command);
            },
            cancel);
}
