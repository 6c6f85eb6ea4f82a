namespace Evenkeel.AspNetCore.Registry;

/// <summary>A build takes calls under a contract.</summary>
internal sealed class BuildContractRow
{
    public required string Build { get; init; }

    public required string ContractId { get; init; }

    /// <summary>It is an earlier one, from which the build converts.</summary>
    public required bool Converts { get; init; }
}
