using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>
/// What one context has read since its first use, or since it was last taken from its pool. A fill that uses it depends on all of that: it may be given rows that the context read before. Used by whoever
/// uses the context.
/// </summary>
internal sealed class TrackedContext(Tracker tracker, ModelTables tables)
{
    private readonly HashSet<StatementUse> _reads = [];
    private readonly HashSet<object> _known = new(ReferenceEqualityComparer.Instance);
    private DbContextId _lease;
    private long _firstUse = -1;
    private Fill? _toldTo;

    public Tracker Tracker => tracker;

    public ModelTables Tables => tables;

    /// <summary>Begins anew if the context went to its pool and back.</summary>
    public void Renew(DbContext context)
    {
        var lease = context.ContextId;
        if (_lease.Lease != lease.Lease || _firstUse < 0)
        {
            (_lease, _firstUse, _toldTo) = (lease, tracker.Tags.Now, null);
            _reads.Clear();
            _known.Clear();
            if (tables.AreTagged)
            {
                context.ChangeTracker.Tracked -= Tracked;
                context.ChangeTracker.Tracked += Tracked;
            }
        }
    }

    /// <summary>Whether the values that a row is said to have had are those of the database: it was read from there, or written by this context. One that was attached by hand may hide its old parent.</summary>
    public bool Knows(IUpdateEntry row) => _known.Contains(row.ToEntityEntry().Entity);

    public void Know(IUpdateEntry row) => _known.Add(row.ToEntityEntry().Entity);

    /// <summary>A statement is about to be sent.</summary>
    public void Reads(StatementUse use, IRelationalConnection connection)
    {
        var isNew = _reads.Add(use);
        if (Fill.Current is not { } fill)
        {
            ReadPosition.Current?.UseDatabase();
            return;
        }

        if (!ReferenceEquals(fill, _toldTo))
        {
            _toldTo = fill;
            fill.Began(_firstUse);
            foreach (var read in _reads)
            {
                tracker.Tell(fill, read);
            }
        }
        else if (isNew)
        {
            tracker.Tell(fill, use);
        }

        // What a transaction has not committed yet is for nobody else to see.
        if (TransactionChanges.Any(connection.CurrentTransaction?.GetDbTransaction()))
        {
            fill.CannotBeKept();
        }
    }

    private void Tracked(object? sender, EntityTrackedEventArgs tracked)
    {
        if (tracked.FromQuery && tables.TagsOf(tracked.Entry.Metadata).Length > 0)
        {
            _known.Add(tracked.Entry.Entity);
        }
    }
}
