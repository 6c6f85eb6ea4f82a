using System.Data;
using System.Data.Common;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Transactions;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>
/// Sessions in the application's database. A write inside a command is part of its transaction: beside it, it would wait for the database that the command holds, and the command for it.
/// </summary>
internal sealed class SessionStore(OwnStatements statements)
{
    public const int MostListed = 500;

    public Task<SessionRow?> FindAsync(byte[] keyHash, CancellationToken cancel) => statements.RunAsync(
        writes: false,
        async (context, connection) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = SessionTable.Of(context).Find;
            command.With("@key", DbType.Binary, keyHash);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            return await reader.ReadAsync(cancel) ? SessionTable.Read(reader) : null;
        },
        cancel);

    public Task<List<SessionRow>> ListAsync(Caller caller, DateTimeOffset now, CancellationToken cancel) => statements.RunAsync(
        writes: false,
        async (context, connection) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = SessionTable.Of(context).List;
            Set(command, caller).With("@now", DbType.Int64, now.ToUnixTimeMilliseconds()).With("@most", DbType.Int32, MostListed);
            return await command.ReadAllAsync(SessionTable.Read, cancel);
        },
        cancel);

    /// <returns>False: there is one under that key.</returns>
    public async Task<bool> AddAsync(SessionRow row, CancellationToken cancel) => await WriteAsync(table => table.Add, command => SessionTable.Set(command, row), cancel) == 1;

    /// <returns>False: it was ended meanwhile.</returns>
    public async Task<bool> RenewAsync(byte[] keyHash, DateTimeOffset seen, long? expires, byte[] ticket, CancellationToken cancel) => await WriteAsync(
        table => table.Renew,
        command => command.With("@key", DbType.Binary, keyHash).With("@seen", DbType.Int64, seen.ToUnixTimeMilliseconds()).With("@expires", DbType.Int64, expires).With("@ticket", DbType.Binary, ticket),
        cancel) == 1;

    public Task EndAsync(byte[] keyHash, CancellationToken cancel) => WriteAsync(table => table.End, command => command.With("@key", DbType.Binary, keyHash), cancel);

    public async Task<bool> EndAsync(Caller caller, string id, CancellationToken cancel) =>
        await WriteAsync(table => table.EndOne, command => Set(command, caller).With("@id", DbType.String, id), cancel) > 0;

    public Task<int> EndAllAsync(Caller caller, string? except, CancellationToken cancel) =>
        WriteAsync(table => table.EndAll, command => Set(command, caller).With("@id", DbType.String, except ?? ""), cancel);

    /// <summary>Ends those that were active longest ago, so that with the one named there are no more than so many.</summary>
    public Task<int> EndOldestAsync(Caller caller, byte[] keyHash, int most, DateTimeOffset now, CancellationToken cancel) => WriteAsync(
        table => table.EndOldest,
        command => Set(command, caller).With("@key", DbType.Binary, keyHash).With("@now", DbType.Int64, now.ToUnixTimeMilliseconds()).With("@most", DbType.Int32, int.MaxValue).With("@others", DbType.Int32, most - 1),
        cancel);

    public Task<int> PurgeAsync(DateTimeOffset now, DateTimeOffset forgotten, int most, CancellationToken cancel) => WriteAsync(
        table => table.Purge,
        command => command.With("@now", DbType.Int64, now.ToUnixTimeMilliseconds()).With("@forgotten", DbType.Int64, forgotten.ToUnixTimeMilliseconds()).With("@most", DbType.Int32, most),
        cancel);

    private static DbCommand Set(DbCommand command, Caller caller) => command.With("@tenant", DbType.String, caller.Tenant).With("@user", DbType.String, caller.User);

    private async Task<int> WriteAsync(Func<SessionTable, string> sql, Action<DbCommand> set, CancellationToken cancel)
    {
        if (OperationTransaction.Current is { } operation && await FindSharedAsync(operation, cancel) is { } table)
        {
            return await RunAsync(operation.Connection, operation.Transaction, sql(table), set, cancel);
        }

        return await statements.RunAsync(writes: true, (context, connection) => RunAsync(connection, null, sql(SessionTable.Of(context)), set, cancel), cancel);
    }

    // Of an application with a database for each tenant, commands are in theirs, and sessions are not.
    private async Task<SessionTable?> FindSharedAsync(OperationTransaction operation, CancellationToken cancel)
    {
        if (await statements.LookAsync(context => operation.Misses(context.Database.GetDbConnection()) ? SessionTable.Of(context) : null) is not { } table)
        {
            return null;
        }

        await operation.BeginAsync(isolation: null, cancel);
        return table;
    }

    private static async Task<int> RunAsync(DbConnection connection, DbTransaction? transaction, string sql, Action<DbCommand> set, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        set(command);
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
