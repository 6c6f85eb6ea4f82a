namespace Stockroom.Movements;

/// <summary>Goods that came or went. A refused one stays, so that the buyers see what was asked for.</summary>
public sealed class Movement
{
    public int Id { get; init; }

    public int ProductId { get; init; }

    /// <summary>Positive for goods received, negative for goods shipped.</summary>
    public int Quantity { get; init; }

    public required string Reason { get; init; }

    public MovementState State { get; set; }

    public required string By { get; init; }

    public DateTimeOffset At { get; init; }
}

public enum MovementState
{
    Asked,
    Booked,
    Refused,
}
