using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Signing;
using Microsoft.AspNetCore.DataProtection;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>A value in the database that the instances in service have protected. Who cannot read it cannot read their users' cookies either. It is not beside the keys: who purges those leaves it, and it tells.</summary>
internal sealed class Canary(OwnStatements statements, IDataProtectionProvider provider, TimeProvider clock)
{
    private const string Name = "session-canary";
    private static readonly byte[] Song = "evenkeel"u8.ToArray();

    private readonly Lazy<IDataProtector> _protector = new(() => provider.CreateProtector("Evenkeel.Canary", "v1"));

    /// <returns>Null: nobody has ever been ready.</returns>
    public Task<byte[]?> ReadAsync(CancellationToken cancel) => statements.RunAsync(
        writes: false,
        async (context, connection) =>
        {
            await using var command = Command(connection, KeyTable.Of(context)!.Find);
            return await command.ExecuteScalarAsync(cancel) as byte[];
        },
        cancel);

    /// <summary>Adds it, unless another instance has.</summary>
    public Task AddAsync(CancellationToken cancel) => WriteAsync(table => table.Add, cancel);

    /// <summary>Makes it anew, with the key that protects at this time.</summary>
    public Task ChangeAsync(CancellationToken cancel) => WriteAsync(table => table.Change, cancel);

    public bool CanRead(byte[] canary)
    {
        try
        {
            return _protector.Value.Unprotect(canary).AsSpan().SequenceEqual(Song);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private Task<int> WriteAsync(Func<KeyTable, string> sql, CancellationToken cancel) => statements.RunAsync(
        writes: true,
        async (context, connection) =>
        {
            await using var command = Command(connection, sql(KeyTable.Of(context)!));
            command.With("@value", DbType.Binary, _protector.Value.Protect(Song)).With("@created", DbType.Int64, clock.GetUtcNow().ToUnixTimeMilliseconds());
            return await command.ExecuteNonQueryAsync(cancel);
        },
        cancel);

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.With("@name", DbType.String, Name);
    }
}
