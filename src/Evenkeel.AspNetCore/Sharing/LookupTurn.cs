using Evenkeel.AspNetCore.Ledger;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>What a wait in line ends with: the answer, the task to ask for others, or neither, where the one that asked has failed.</summary>
internal readonly record struct LookupTurn
{
    /// <summary>Itself, and those behind it.</summary>
    public IReadOnlyList<LookupPlace>? AsksFor { get; init; }

    public bool IsAnswered { get; init; }

    public LedgerEntry? Found { get; init; }
}
