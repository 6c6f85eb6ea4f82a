namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>What becomes of a row next. Stored as a number: never renumber.</summary>
internal enum DeliveryState
{
    /// <summary>It is tried when its time has come.</summary>
    Waiting = 1,

    /// <summary>It failed too often, and is left to a person.</summary>
    Parked = 2,
}
