using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Evenkeel.AspNetCore.Coherence.Changes;

/// <summary>What transactions under way will have changed, whichever contexts write in them. Thread-safe.</summary>
internal static class TransactionChanges
{
    private static readonly ConditionalWeakTable<DbTransaction, ChangeSet> Pending = [];

    public static ChangeSet Of(DbTransaction transaction) => Pending.GetOrCreateValue(transaction);

    public static bool Any(DbTransaction? transaction) => transaction is not null && Pending.TryGetValue(transaction, out var changes) && !changes.IsEmpty;

    /// <summary>Takes what has been noted, once.</summary>
    public static ChangeSet? Take(DbTransaction transaction)
    {
        if (!Pending.TryGetValue(transaction, out var changes) || changes.IsEmpty)
        {
            return null;
        }

        Pending.Remove(transaction);
        return changes;
    }
}
