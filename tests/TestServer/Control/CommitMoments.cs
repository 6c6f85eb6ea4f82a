using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.TestServer.Control;

/// <summary>
/// Tells the stop sign of every commit, an operation's own or one that several share, and counts it before it is sent: by a byte in the file of <c>--commits</c>, so that the count outlives a
/// killed process and is never too low.
/// </summary>
internal sealed class CommitMoments(StopSign sign, string? file) : DbTransactionInterceptor
{
    private readonly Lock _lock = new();
    private DbTransaction? _underWay;

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Count();
        if (sign.IsHere("committing"))
        {
            // The COMMIT goes on: it and the kill run a race that either may win.
            _underWay = transaction;
            sign.Tell();
        }

        return new(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        transaction == _underWay ? StopSign.ForEver : sign.PassAsync("committed");

    private void Count()
    {
        if (file is not null)
        {
            lock (_lock)
            {
                File.AppendAllText(file, ".");
            }
        }
    }
}
