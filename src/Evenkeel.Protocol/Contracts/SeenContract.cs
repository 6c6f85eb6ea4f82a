namespace Evenkeel.Protocol.Contracts;

/// <summary>A contract that pages of one build have called under.</summary>
public sealed record SeenContract
{
    /// <summary>The contract.</summary>
    public required Contract Contract { get; init; }

    /// <summary>The build of the pages; empty where they named none.</summary>
    public required string Page { get; init; }

    /// <summary>How many calls there were.</summary>
    public required long Calls { get; init; }

    /// <summary>The day of the last one, UTC.</summary>
    public required DateOnly LastDay { get; init; }
}
