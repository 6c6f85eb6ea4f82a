using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.Stores.Tests.Sharing;

/// <summary>Counts the commits of an application's contexts, as an interceptor of the application's own sees them.</summary>
internal sealed class CommitCount : DbTransactionInterceptor
{
    private int _commits;
    private int _before;

    public int Commits => _commits - _before;

    public void BeginAnew() => _before = _commits;

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Interlocked.Increment(ref _commits);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _commits);
        return Task.CompletedTask;
    }
}
