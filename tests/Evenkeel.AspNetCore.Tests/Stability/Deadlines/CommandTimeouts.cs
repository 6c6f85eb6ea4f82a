using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.AspNetCore.Tests.Stability.Deadlines;

/// <summary>Notes how long each statement was given.</summary>
internal sealed class CommandTimeouts(List<int?> noted) : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        noted.Add(command.CommandTimeout);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        noted.Add(command.CommandTimeout);
        return base.ScalarExecutingAsync(command, eventData, result, cancellationToken);
    }
}
