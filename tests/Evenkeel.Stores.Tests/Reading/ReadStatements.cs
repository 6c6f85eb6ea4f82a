using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.Stores.Tests.Reading;

/// <summary>Sees which connection each of an application's statements is read over.</summary>
internal sealed class ReadStatements : DbCommandInterceptor
{
    private int _kept;
    private int _own;

    /// <summary>How many were read over another connection than their context's, which was closed.</summary>
    public int Kept => _kept;

    public int Own => _own;

    public int LastTimeout { get; private set; }

    /// <summary>What the last was read over.</summary>
    public DbConnection? Last { get; private set; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.Contains("FROM \"effects\"", StringComparison.Ordinal))
        {
            var own = eventData.Context!.Database.GetDbConnection();
            Interlocked.Increment(ref ReferenceEquals(command.Connection, own) ? ref _own : ref _kept);
            Assert.True(ReferenceEquals(command.Connection, own) || own.State == ConnectionState.Closed);
            LastTimeout = command.CommandTimeout;
            Last = command.Connection;
        }

        return ValueTask.FromResult(result);
    }
}
