namespace Evenkeel.AspNetCore.Registry;

/// <summary>How often pages of a build called under a contract on one day.</summary>
internal sealed class SeenRow
{
    public required string ContractId { get; init; }

    /// <summary>The build of the page; empty where it named none.</summary>
    public required string Page { get; init; }

    /// <summary>Days since 1 January 1970, UTC.</summary>
    public required int Day { get; init; }

    public required long Calls { get; init; }
}
