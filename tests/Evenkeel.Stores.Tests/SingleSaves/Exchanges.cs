using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.Stores.Tests.SingleSaves;

/// <summary>What a context sent to its database, one text for each exchange; and, when asked, the loss of an answer to it.</summary>
internal sealed class Exchanges : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _sent = new();
    private int _toLose;

    public IReadOnlyCollection<string> Sent => _sent;

    /// <summary>The database does what it is asked next, and nobody hears of it.</summary>
    public void LoseNextAnswer() => Interlocked.Exchange(ref _toLose, 1);

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        _sent.Enqueue(command.CommandText);
        return Interlocked.Exchange(ref _toLose, 0) == 1 ? throw new IOException("The connection was lost.") : ValueTask.FromResult(result);
    }
}
