using System.Data;
using System.Data.Common;
using System.Globalization;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.Protocol.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Registry;

/// <summary>The registry in the application's own database, which all instances share.</summary>
internal sealed class StoreRegistry(OwnStatements statements, TimeProvider clock) : IBuildRegistry
{
    private const int Tries = 5;

    public async Task AddAsync(string build, string? page, TakenContracts contracts, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await WriteAsync((tables, run) => AddAsync(tables, run, build, page, contracts), cancel);
                return;
            }
            catch (DbException error) when (error.SqlState == "23505" && attempt < Tries)
            {
                // Another build appeared at the same moment and has taken the epoch.
            }
        }
    }

    public async Task<RegistryState> BeatAsync(Guid instance, string build, bool serves, CancellationToken cancel)
    {
        await WriteAsync(
            async (tables, run) => await run(tables.AddInstance, Of) + (serves ? await run(tables.AddServing, Of) : 0),
            cancel);
        return await statements.RunAsync(
            writes: false,
            async (context, connection) => new RegistryState(
                await BuildsAsync(context, connection, cancel),
                await InstancesAsync(context, connection, tables => tables.ReadInstances, cancel),
                await InstancesAsync(context, connection, tables => tables.ReadServing, cancel)),
            cancel);

        void Of(DbCommand command) => command.With("@id", DbType.Guid, instance).With("@build", DbType.String, build);
    }

    public Task RemoveAsync(IReadOnlyCollection<Guid> instances, CancellationToken cancel) => WriteAsync(
        async (tables, run) =>
        {
            foreach (var instance in instances)
            {
                await run(tables.RemoveInstance, command => command.With("@id", DbType.Guid, instance));
                await run(tables.RemoveServing, command => command.With("@id", DbType.Guid, instance));
            }

            return instances.Count;
        },
        cancel);

    public async Task<long> ReadEpochAsync(CancellationToken cancel) =>
        (await ReadAsync(tables => tables.ReadEpoch, _ => { }, reader => reader.GetInt64(0), cancel))[0];

    public async Task<bool> ActivateAsync(string build, long newest, CancellationToken cancel)
    {
        try
        {
            return await WriteAsync((tables, run) => run(tables.Activate, command => command.With("@name", DbType.String, build).With("@newest", DbType.Int64, newest)), cancel) == 1;
        }
        catch (DbException error) when (error.SqlState == "23505")
        {
            return false;
        }
    }

    public async Task<TakenContracts> ReadContractsAsync(string build, CancellationToken cancel)
    {
        var rows = await ReadAsync(
            tables => tables.ReadContractsOfBuild,
            command => command.With("@build", DbType.String, build),
            reader => (Id: reader.GetString(0), Converts: reader.GetBoolean(1), Content: reader.IsDBNull(2) ? null : reader.GetString(2)),
            cancel);
        return new TakenContracts([.. rows.Where(each => !each.Converts && each.Content is not null).Select(each => Parse(each.Content!))], rows.Where(each => each.Converts).Select(each => each.Id));
    }

    public async Task<Contract?> FindContractAsync(string id, CancellationToken cancel) =>
        (await ReadAsync(tables => tables.ReadContract, command => command.With("@id", DbType.String, id), reader => Parse(reader.GetString(0)), cancel)).FirstOrDefault();

    public Task AddSeenAsync(IReadOnlyCollection<SeenCalls> calls, int since, CancellationToken cancel) => WriteAsync(
        async (tables, run) =>
        {
            // Two instances that took the same rows in different orders would wait for each other.
            foreach (var each in calls.OrderBy(each => each.ContractId, StringComparer.Ordinal).ThenBy(each => each.Page, StringComparer.Ordinal))
            {
                await run(tables.AddSeen, command => command.With("@id", DbType.String, each.ContractId).With("@page", DbType.String, each.Page).With("@day", DbType.Int32, each.Day).With("@calls", DbType.Int64, each.Calls));
            }

            return await run(tables.RemoveSeen, command => command.With("@day", DbType.Int32, since));
        },
        cancel);

    public async Task<IReadOnlyList<SeenContract>> ReadSeenAsync(int since, CancellationToken cancel) => await ReadAsync(
        tables => tables.ReadSeen,
        command => command.With("@day", DbType.Int32, since),
        // PostgreSQL sums integers to decimals.
        reader => new SeenContract { Contract = Parse(reader.GetString(4)), Page = reader.GetString(1), LastDay = SeenCalls.DateOf(reader.GetInt32(3)), Calls = Convert.ToInt64(reader.GetValue(2), CultureInfo.InvariantCulture) },
        cancel);

    private async Task<int> AddAsync(RegistryTables tables, Func<string, Action<DbCommand>, Task<int>> run, string build, string? page, TakenContracts contracts)
    {
        var since = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var added = await run(tables.AddBuild, command => command.With("@name", DbType.String, build).With("@page", DbType.String, page).With("@since", DbType.Int64, since));
        if (added == 0)
        {
            await run(tables.SetPage, command => command.With("@name", DbType.String, build).With("@page", DbType.String, page));
        }

        foreach (var contract in contracts.Own)
        {
            await run(tables.AddContract, command => command.With("@id", DbType.String, contract.Id).With("@content", DbType.String, ContractFile.Write([contract], build: null)));
            await run(tables.AddContractOfBuild, command => OfBuild(command, contract.Id, converts: false));
        }

        foreach (var id in contracts.Converted)
        {
            await run(tables.AddContractOfBuild, command => OfBuild(command, id, converts: true));
        }

        return added;

        void OfBuild(DbCommand command, string id, bool converts) => command.With("@build", DbType.String, build).With("@id", DbType.String, id).With("@converts", DbType.Boolean, converts);
    }

    private static Task<List<RegisteredBuild>> BuildsAsync(DbContext context, DbConnection connection, CancellationToken cancel) => ReadAsync(
        context, connection, tables => tables.ReadBuilds, _ => { }, reader => new RegisteredBuild(reader.GetString(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetString(2)), cancel);

    private static Task<List<RegisteredInstance>> InstancesAsync(DbContext context, DbConnection connection, Func<RegistryTables, string> which, CancellationToken cancel) => ReadAsync(
        context, connection, which, _ => { }, reader => new RegisteredInstance(reader.GetGuid(0), reader.GetString(1), reader.GetInt64(2)), cancel);

    private static Contract Parse(string content) => ContractFile.Read(content).Contracts[0];

    private Task<List<T>> ReadAsync<T>(Func<RegistryTables, string> sql, Action<DbCommand> set, Func<DbDataReader, T> read, CancellationToken cancel) =>
        statements.RunAsync(writes: false, (context, connection) => ReadAsync(context, connection, sql, set, read, cancel), cancel);

    private static async Task<List<T>> ReadAsync<T>(
        DbContext context, DbConnection connection, Func<RegistryTables, string> sql, Action<DbCommand> set, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql(RegistryTables.Of(context));
        set(command);
        return await command.ReadAllAsync(read, cancel);
    }

    private Task<int> WriteAsync(Func<RegistryTables, Func<string, Action<DbCommand>, Task<int>>, Task<int>> write, CancellationToken cancel) => statements.RunAsync(
        writes: true,
        async (context, connection) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            var result = await write(RegistryTables.Of(context), RunAsync);
            await transaction.CommitAsync(cancel);
            return result;

            async Task<int> RunAsync(string sql, Action<DbCommand> set)
            {
                await using var command = connection.CreateCommand();
                (command.CommandText, command.Transaction) = (sql, transaction);
                set(command);
                return await command.ExecuteNonQueryAsync(cancel);
            }
        },
        cancel);
}
