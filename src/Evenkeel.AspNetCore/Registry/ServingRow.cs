namespace Evenkeel.AspNetCore.Registry;

/// <summary>A running process that pages reach. One that stands by, to be switched to, has none.</summary>
internal sealed class ServingRow
{
    public required Guid Id { get; init; }

    public required string Build { get; init; }

    /// <summary>Rises with each heartbeat before which a page asked for something.</summary>
    public required long Beats { get; init; }
}
