using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Evenkeel.AspNetCore.Databases;

/// <summary>The quoted name of one of Evenkeel's tables, with the schema that the application's model gives it.</summary>
internal static class TableName
{
    public static string Of(IReadOnlyEntityType entity, string table) => entity.GetSchema() is { } schema ? $"{Quote(schema)}.{Quote(table)}" : Quote(table);

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
