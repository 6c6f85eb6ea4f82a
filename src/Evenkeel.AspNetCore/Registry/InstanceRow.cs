namespace Evenkeel.AspNetCore.Registry;

/// <summary>A running process.</summary>
internal sealed class InstanceRow
{
    public required Guid Id { get; init; }

    public required string Build { get; init; }

    /// <summary>Rises with each heartbeat. Others watch whether it moves, by their own clocks, so that no two clocks have to agree.</summary>
    public required long Beats { get; init; }
}
