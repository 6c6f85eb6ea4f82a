using Evenkeel.Protocol.Operations;

namespace Evenkeel.AspNetCore.Commands;

/// <summary>One call of a command, named by its id: however often it comes, it takes effect once.</summary>
public sealed record CommandCall
{
    /// <summary>
    /// The operation. A message that has another kind of id: <see cref="OperationId.Derive"/>. Ids are stamped: an id older than the ledger remembers is refused, so that it can
    /// never run twice.
    /// </summary>
    public required OperationId Id { get; init; }

    /// <summary>The action's name, as the ledger and the log show it: <c>orders.import</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The tenant; empty where there are none. Part of the key.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The user in whose name it runs; empty where there is none. Part of the key.</summary>
    public string User { get; init; } = "";

    /// <summary>The message's bytes, if a call of the same id with other bytes is to be refused. They must be the same at every delivery.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }
}
