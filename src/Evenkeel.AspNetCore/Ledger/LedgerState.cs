namespace Evenkeel.AspNetCore.Ledger;

/// <summary>What a row says of its operation. Stored as a number: never renumber.</summary>
internal enum LedgerState
{
    /// <summary>It took effect; its answer is in the row.</summary>
    Applied = 1,

    /// <summary>It was discarded before it took effect and never will.</summary>
    Void = 2,

    /// <summary>It keeps its own transactions and has begun. Its answer is not stored: whether it took effect is not known.</summary>
    Open = 3,
}
