using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>What an operation's transaction needs to know of its operation.</summary>
internal sealed record OperationOrder
{
    public required LedgerRecord Row { get; init; }

    /// <summary>What is written with the row if the operation takes effect; null: nothing.</summary>
    public IRowCompanion? Companion { get; init; }

    public required ApplicationStore Store { get; init; }

    public required WriteGates Gates { get; init; }

    public required InFlight InFlight { get; init; }

    public required IServiceScopeFactory Scopes { get; init; }

    public required OperationMetrics Metrics { get; init; }

    public required TimeProvider Clock { get; init; }

    public required TimeSpan WriteWait { get; init; }

    /// <summary>The ledger row is written before anything else, so that a duplicate in flight waits before its handler starts.</summary>
    public required bool RowFirst { get; init; }

    /// <summary>Whether the ledger was asked for its key before the handler. If not, it is asked before the handler's refusal or failure counts.</summary>
    public bool LookedUp { get; init; } = true;

    /// <summary>Its handler saves once, at its end.</summary>
    public bool SingleSave { get; init; }

    /// <summary>Whether it may share its commit with others.</summary>
    public required bool Shares { get; init; }

    /// <summary>Where it is noted if it kept a shared transaction for too long.</summary>
    public required SharingPace Pace { get; init; }

    /// <summary>
    /// A second attempt, by itself, with Entity Framework Core's own savepoints around each SaveChanges. The first one does without them, and is repeated so where a
    /// SaveChanges failed and its handler went on.
    /// </summary>
    public required bool Careful { get; init; }

    /// <summary>The flush that it is part of, unless it runs by itself.</summary>
    public FlushGroup? Group { get; init; }
}
