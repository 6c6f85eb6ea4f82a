using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.Stores.Tests.Sharing;

/// <summary>Counts the commits, each of which takes the same time.</summary>
internal sealed class SlowCommits(SteppedTime time, TimeSpan each) : DbTransactionInterceptor
{
    private int _commits;

    public int Commits => _commits;

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _commits);
        time.Pass(each);
        return ValueTask.FromResult(result);
    }
}
