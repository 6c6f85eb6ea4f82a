namespace Evenkeel.AspNetCore.Transactions;

/// <summary>The commit failed in a way that does not tell whether it happened.</summary>
internal sealed class OutcomeUnknownException(Exception cause) : Exception("The commit failed; the ledger will tell whether it took effect.", cause);
