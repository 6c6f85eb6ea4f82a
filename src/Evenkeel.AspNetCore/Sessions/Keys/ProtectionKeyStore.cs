using System.Data;
using System.Xml.Linq;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>The keys of Data Protection in the application's database, which all instances share. The SQL is the same on SQLite and PostgreSQL.</summary>
internal sealed class ProtectionKeyStore(OwnStatements statements, TimeProvider clock)
{
    public Task<List<XElement>> ReadAsync(CancellationToken cancel) => statements.RunAsync(
        writes: false,
        async (context, connection) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT content FROM {Table(context)} ORDER BY created, slot";
            return await command.ReadAllAsync(reader => XElement.Parse(reader.GetString(0)), cancel);
        },
        cancel);

    /// <returns>False: the slot is taken.</returns>
    public Task<bool> TryAddAsync(string slot, string name, XElement element, CancellationToken cancel) => statements.RunAsync(
        writes: true,
        async (context, connection) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"INSERT INTO {Table(context)} (slot, name, content, created) VALUES (@slot, @name, @content, @created) ON CONFLICT (slot) DO NOTHING";
            command.With("@slot", DbType.String, slot)
                .With("@name", DbType.String, name)
                .With("@content", DbType.String, element.ToString(SaveOptions.DisableFormatting))
                .With("@created", DbType.Int64, clock.GetUtcNow().ToUnixTimeMilliseconds());
            return await command.ExecuteNonQueryAsync(cancel) == 1;
        },
        cancel);

    private static string Table(DbContext context) => TableName.Of(context.Model.FindEntityType(typeof(ProtectionKeyRow))!, ProtectionKeyModel.Table);
}
