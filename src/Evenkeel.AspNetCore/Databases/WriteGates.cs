using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Databases;

/// <summary>
/// SQLite has one writer at a time. Without a gate its busy handler polls with sleeps, and under load unlucky writers starve; here
/// they wait in order, without a thread. One gate for each database file of this process; PostgreSQL needs none.
/// </summary>
internal sealed class WriteGates
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    /// <exception cref="TimeoutException">The gate was not free in time.</exception>
    public async ValueTask<SemaphoreSlim?> EnterAsync(DbContext context, DatabaseEngine engine, TimeSpan atMost, CancellationToken cancel)
    {
        if (engine != DatabaseEngine.Sqlite)
        {
            return null;
        }

        var gate = _gates.GetOrAdd(KeyOf(context), static _ => new SemaphoreSlim(1, 1));
        return await gate.WaitAsync(atMost, cancel)
            ? gate
            : throw new TimeoutException($"Another write held the database for longer than {atMost}.");
    }

    private static string KeyOf(DbContext context)
    {
        var connection = context.Database.GetDbConnection();
        if (connection.DataSource is not { Length: > 0 } source || source == ":memory:")
        {
            return connection.ConnectionString;
        }

        // A relative path becomes absolute once the connection is open: both must name one gate.
        return Path.IsPathRooted(source) ? source : Path.GetFullPath(source);
    }
}
