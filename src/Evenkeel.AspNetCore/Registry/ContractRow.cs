namespace Evenkeel.AspNetCore.Registry;

/// <summary>A contract that some build has, or had.</summary>
internal sealed class ContractRow
{
    public required string Id { get; init; }

    /// <summary>A file of one contract, as <c>ContractFile</c> writes it.</summary>
    public required string Content { get; init; }
}
