using System.Data.Common;
using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Feed;
using Evenkeel.AspNetCore.Coherence.Fills;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Evenkeel.Stores.Tests.Coherence;

/// <summary>Nodes that break a promise on purpose.</summary>
internal static class DeafNode
{
    /// <summary>It does not apply what it has changed itself.</summary>
    public static void ToItself(IEvenkeelBuilder keel) => keel.Services.Replace(ServiceDescriptor.Singleton<IChangeLog>(all => new Log(all.GetRequiredService<ChangeFeed>())));

    /// <summary>It says that it has caught up, and has not looked.</summary>
    public static void ToOthers(IEvenkeelBuilder keel) => keel.Services.Replace(ServiceDescriptor.Singleton<ICoherence>(all => new Coherence(all.GetRequiredService<ChangeFeed>())));

    /// <summary>It hears of nothing by itself, and takes itself for fresh for ever. Until it is cut off it can still be asked to look.</summary>
    public static void BeyondItsLease(IEvenkeelBuilder keel, Func<bool> isCutOff)
    {
        keel.Services.Remove(keel.Services.Single(each => each.ImplementationType == typeof(FeedService)));
        keel.Services.Replace(ServiceDescriptor.Singleton<ICoherence>(all => new Coherence(all.GetRequiredService<ChangeFeed>(), isCutOff)));
    }

    private sealed class Log(IChangeLog inner) : IChangeLog
    {
        public Task<ChangeRecord> StoreAsync(DbContext context, DbConnection connection, DbTransaction transaction, ChangeSet changes, CancellationToken cancel) =>
            inner.StoreAsync(context, connection, transaction, changes, cancel);

        public DbBatchCommand? StoreIn(DbBatch batch, ChangeSet changes) => inner.StoreIn(batch, changes);

        public void AppendTo(DbCommand command, ChangeSet changes) => inner.AppendTo(command, changes);

        public void Apply(ChangeRecord record)
        {
        }
    }

    private sealed class Coherence(ICoherence inner, Func<bool>? isCutOff = null) : ICoherence
    {
        public bool IsFresh => true;

        public bool IsBypassed => inner.IsBypassed;

        public string Incarnation => inner.Incarnation;

        public long HistoryFrom => inner.HistoryFrom;

        public long Applied => inner.Applied;

        public ValueTask<long> PositionAfterAsync(CancellationToken cancellationToken) => isCutOff?.Invoke() switch
        {
            null => new(inner.Applied),
            false => inner.PositionAfterAsync(cancellationToken),
            true => throw new TimeoutException("The test has cut this node off."),
        };

        public ValueTask InvalidateAsync(IReadOnlyCollection<string> tags, CancellationToken cancellationToken) => inner.InvalidateAsync(tags, cancellationToken);
    }
}
