using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>What an operation's transaction needs to know of its operation.</summary>
internal sealed record OperationOrder
{
    public required LedgerKey Key { get; init; }

    public required byte[] Fingerprint { get; init; }

    public required string Action { get; init; }

    public required long KeptSince { get; init; }

    public required ApplicationStore Store { get; init; }

    public required WriteGates Gates { get; init; }

    public required TimeSpan WriteWait { get; init; }
}
