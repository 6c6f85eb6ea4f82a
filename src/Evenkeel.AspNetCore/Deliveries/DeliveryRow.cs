namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>A message on its way out, from the transaction that decided on it until somebody has taken it.</summary>
internal sealed class DeliveryRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Payload { get; init; }

    public required string Tenant { get; init; }

    public required string User { get; init; }

    public Guid? OperationId { get; init; }

    public required long EnqueuedAt { get; init; }

    public int Attempts { get; init; }

    public required long NextAttemptAt { get; init; }

    public int State { get; init; } = (int)DeliveryState.Waiting;

    public string? Error { get; init; }

    public long? LeasedUntil { get; init; }
}
