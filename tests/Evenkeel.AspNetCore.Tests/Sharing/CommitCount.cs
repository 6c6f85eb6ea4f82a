using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.AspNetCore.Tests.Sharing;

/// <summary>Counts the commits of an application's contexts, as an interceptor of the application's own sees them.</summary>
internal sealed class CommitCount : DbTransactionInterceptor
{
    private int _commits;

    public int Commits => _commits;

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _commits);
        return Task.CompletedTask;
    }
}
