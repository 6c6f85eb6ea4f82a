namespace Evenkeel.AspNetCore.Ledger;

/// <summary>A row about to be written.</summary>
internal sealed record LedgerRecord
{
    public required LedgerKey Key { get; init; }

    public required LedgerState State { get; init; }

    public required byte[] Fingerprint { get; init; }

    public required string Action { get; init; }

    public required long KeptSince { get; init; }

    public StoredAnswer? Answer { get; init; }

    /// <summary>What is written with it where it is kept as applied; null: nothing.</summary>
    public IRowCompanion? Companion { get; init; }
}
