namespace Evenkeel.AspNetCore.Registry;

/// <summary>A build that was live once.</summary>
internal sealed class BuildRow
{
    public required string Name { get; init; }

    /// <summary>Which deployment it was last; no two builds have the same.</summary>
    public required long Epoch { get; init; }

    /// <summary>The build of the pages that it serves.</summary>
    public string? Page { get; init; }

    /// <summary>When it first appeared, in Unix milliseconds. For people: nothing is decided by it.</summary>
    public required long Since { get; init; }
}
