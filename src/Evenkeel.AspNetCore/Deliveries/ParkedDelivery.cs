namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>A delivery that failed too often and waits for a person.</summary>
public sealed record ParkedDelivery
{
    /// <summary>The delivery: what <see cref="IDeliveries.RetryAsync"/> and <see cref="IDeliveries.DiscardAsync"/> take.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name under which its kind is registered.</summary>
    public required string Name { get; init; }

    /// <summary>The message as JSON.</summary>
    public required string Payload { get; init; }

    /// <summary>The tenant that it is of; empty where there is none.</summary>
    public required string Tenant { get; init; }

    /// <summary>The user that it is of; empty where there is none.</summary>
    public required string User { get; init; }

    /// <summary>The operation that decided on it, if one did.</summary>
    public Guid? Operation { get; init; }

    /// <summary>When it was decided on.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>Type and message of the last attempt's exception, at most 1,000 characters.</summary>
    public string? Error { get; init; }
}
