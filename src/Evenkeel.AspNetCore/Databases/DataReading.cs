using System.Data.Common;

namespace Evenkeel.AspNetCore.Databases;

/// <summary>Reads all rows of a statement.</summary>
internal static class DataReading
{
    public static async Task<List<T>> ReadAllAsync<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        List<T> all = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            all.Add(read(reader));
        }

        return all;
    }
}
