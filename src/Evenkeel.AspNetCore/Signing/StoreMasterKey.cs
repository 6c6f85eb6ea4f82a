using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Signing;

/// <summary>The master key in the application's own database: made by the first instance that needs it, and read by all.</summary>
internal sealed class StoreMasterKey(OwnStatements statements, TimeProvider clock, ILogger<StoreMasterKey> log) : IMasterKey
{
    private const string Name = "master";
    private const int Bytes = 32;

    public async Task<byte[]> ReadAsync(CancellationToken cancel)
    {
        if (!await statements.LookAsync(IsShared))
        {
            log.KeyIsNotShared();
            return RandomNumberGenerator.GetBytes(Bytes);
        }

        if (await FindAsync(cancel) is { } known)
        {
            return known;
        }

        await statements.RunAsync(writes: true, AddAsync, cancel);
        return await FindAsync(cancel) ?? throw new InvalidOperationException("The key that was just written to evenkeel_key cannot be read.");

        async Task<int> AddAsync(DbContext context, DbConnection connection)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = KeyTable.Of(context)!.Add;
            command.With("@name", DbType.String, Name)
                .With("@value", DbType.Binary, RandomNumberGenerator.GetBytes(Bytes))
                .With("@created", DbType.Int64, clock.GetUtcNow().ToUnixTimeMilliseconds());
            return await command.ExecuteNonQueryAsync(cancel);
        }
    }

    // With UseSqlite(connection) our statements would run inside the requests' transactions, and nobody else shares such a database.
    private static bool IsShared(DbContext context) =>
        KeyTable.Of(context) is not null && RelationalOptionsExtension.Extract(context.GetService<IDbContextOptions>()).Connection is null;

    private Task<byte[]?> FindAsync(CancellationToken cancel) => statements.RunAsync(
        writes: false,
        async (context, connection) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = KeyTable.Of(context)!.Find;
            command.With("@name", DbType.String, Name);
            return await command.ExecuteScalarAsync(cancel) as byte[];
        },
        cancel);
}
