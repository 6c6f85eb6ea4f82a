namespace Evenkeel.AspNetCore.Actions;

/// <summary>What an endpoint is to Evenkeel. Endpoint metadata; the last one of an endpoint stands.</summary>
internal sealed record ActionMetadata
{
    public required bool IsCommand { get; init; }

    /// <summary>Made by MapQuery or MapCommand: its errors are problem details. An adopted endpoint keeps its own bodies.</summary>
    public required bool IsNative { get; init; }
}

/// <summary>The command runner stands around this endpoint already; it was mapped as a command inside a group that is adopted.</summary>
internal sealed record RunsOnceMetadata;

/// <summary>A feature of the request: the command runner was reached, so that the answer is the command's own.</summary>
internal sealed record CommandReached;

/// <summary>An answer of 4xx rolls back what the handler saved.</summary>
internal sealed record RollbackOnRejectMetadata;

/// <summary>The handler must not even start twice: the ledger row is written before it runs.</summary>
internal sealed record OnceMetadata;

/// <summary>The handler saves once, at its end.</summary>
internal sealed record SingleSaveMetadata;

/// <summary>The handler keeps its own transactions; the ledger row is opened before it and closed after its answer.</summary>
internal sealed record OwnsTransactionMetadata;

/// <summary>Whether the command has a commit of its own. The last one of an endpoint stands.</summary>
internal sealed record AloneMetadata(bool Alone);

/// <summary>A feature of the request: this operation runs by itself, because what it shared did not commit, or because it cannot share.</summary>
internal sealed record RunsAlone;

/// <summary>The answer is stored by nobody: not by the ledger, not by a runtime, not by a cache.</summary>
internal sealed record SensitiveMetadata;
