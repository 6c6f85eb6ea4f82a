using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.Stores.Tests.Reading;

/// <summary>An application's own interceptor, which does something to each connection that is opened.</summary>
internal sealed class OpenedConnections : DbConnectionInterceptor
{
    private int _opened;

    public int Opened => _opened;

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var number = Interlocked.Increment(ref _opened);
        ((SqliteConnection)connection).CreateFunction("shout", (string text) => $"{text} {number}");
        return Task.CompletedTask;
    }
}
