namespace Evenkeel.Protocol.Contracts;

/// <summary>The contracts of one build, and the earlier ones from which it converts.</summary>
public sealed record ContractSet
{
    /// <summary>The build that they belong to, if the file names it.</summary>
    public string? Build { get; init; }

    /// <summary>What its actions take and give.</summary>
    public required IReadOnlyList<Contract> Contracts { get; init; }

    /// <summary>The earlier contracts under which it takes operations too.</summary>
    public IReadOnlyList<ContractUpgrade> Upgrades { get; init; } = [];

    /// <summary>Takes the build and its own contracts apart.</summary>
    public void Deconstruct(out string? build, out IReadOnlyList<Contract> contracts) => (build, contracts) = (Build, Contracts);
}

/// <summary>A build converts what is sent under an earlier contract.</summary>
/// <param name="Action">The action as the earlier contract names it.</param>
/// <param name="From">The id of the earlier contract.</param>
/// <param name="To">The action that it becomes.</param>
public sealed record ContractUpgrade(string Action, string From, string To);
