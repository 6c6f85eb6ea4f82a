namespace Stockroom.Prices;

/// <summary>That the prices of a category were raised or lowered.</summary>
public sealed class PriceChange
{
    public int Id { get; init; }

    public required string Category { get; init; }

    public int Percent { get; init; }

    /// <summary>How many products it changed.</summary>
    public int Products { get; init; }

    public required string By { get; init; }

    public DateTimeOffset At { get; init; }
}
