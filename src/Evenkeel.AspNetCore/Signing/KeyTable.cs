using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Signing;

/// <summary>The keys' SQL, the same on SQLite and PostgreSQL.</summary>
internal sealed class KeyTable
{
    private KeyTable(string name)
    {
        Find = $"SELECT value FROM {name} WHERE name = @name";
        Add = $"INSERT INTO {name} (name, value, created) VALUES (@name, @value, @created) ON CONFLICT (name) DO NOTHING";
        Change = $"UPDATE {name} SET value = @value, created = @created WHERE name = @name";
    }

    public string Find { get; }

    /// <summary>Of several instances one adds its own.</summary>
    public string Add { get; }

    public string Change { get; }

    /// <returns>Null: the application's model has an earlier version of the tables.</returns>
    public static KeyTable? Of(DbContext context) =>
        context.Model.FindEntityType(typeof(KeyRow)) is { } entity ? new KeyTable(TableName.Of(entity, KeyModel.Table)) : null;
}
