namespace Evenkeel.AspNetCore.Ledger;

/// <summary>A row that was found.</summary>
internal sealed record LedgerEntry(LedgerState State, byte[] Fingerprint, StoredAnswer Answer, long KeptSince);
