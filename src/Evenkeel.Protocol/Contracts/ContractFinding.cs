namespace Evenkeel.Protocol.Contracts;

/// <summary>A difference between two contracts of one action.</summary>
public sealed record ContractFinding
{
    /// <summary>The action, as <c>POST /api/orders</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Which way the value travels.</summary>
    public required ContractSide Side { get; init; }

    /// <summary>Where in the value, as <c>lines[].quantity</c>; empty for the value itself.</summary>
    public required string Path { get; init; }

    /// <summary>The rule, one of <see cref="ContractRules"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>What differs, in a sentence.</summary>
    public required string Detail { get; init; }

    /// <summary>Whether a client of the old contract may fail at the new server.</summary>
    public required bool IsBreaking { get; init; }
}
