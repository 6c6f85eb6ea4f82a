using System.Data.Common;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>Runs one statement on the deliveries, by a context of its own and, where it writes, behind the database's gate.</summary>
internal sealed class DeliveryStore(ApplicationStore store, WriteGates gates, IServiceScopeFactory scopes, IOptions<LedgerOptions> options)
{
    /// <exception cref="InvalidOperationException">The model has no deliveries.</exception>
    public async Task CheckAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        DeliveryTable.Of(store.Resolve(scope.ServiceProvider));
    }

    public Task<int> WriteAsync(Func<DeliveryTable, string> sql, Action<DbCommand> set, CancellationToken cancel) =>
        RunAsync(writes: true, (table, _) => sql(table), set, (command, stop) => command.ExecuteNonQueryAsync(stop), cancel);

    /// <exception cref="TimeoutException">Another write held the database for too long.</exception>
    /// <exception cref="DbException">The database did not answer.</exception>
    public Task<List<T>> ReadAsync<T>(
        bool writes, Func<DeliveryTable, DatabaseEngine, string> sql, Action<DbCommand> set, Func<DbDataReader, T> read, CancellationToken cancel) =>
        RunAsync(writes, sql, set, (command, stop) => ReadAsync(command, read, stop), cancel);

    private static async Task<List<T>> ReadAsync<T>(DbCommand command, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        List<T> all = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            all.Add(read(reader));
        }

        return all;
    }

    private async Task<T> RunAsync<T>(
        bool writes, Func<DeliveryTable, DatabaseEngine, string> sql, Action<DbCommand> set, Func<DbCommand, CancellationToken, Task<T>> run, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = store.Resolve(scope.ServiceProvider);
        await using var turn = writes ? await gates.EnterAsync(context, options.Value.WriteWait, cancel) : null;
        var connection = context.GetService<IRelationalConnection>();
        await connection.OpenAsync(cancel);
        try
        {
            await using var command = connection.DbConnection.CreateCommand();
            command.CommandText = sql(DeliveryTable.Of(context), DatabaseEngines.Of(context));
            set(command);
            return await run(command, cancel);
        }
        finally
        {
            await connection.CloseAsync();
        }
    }
}
