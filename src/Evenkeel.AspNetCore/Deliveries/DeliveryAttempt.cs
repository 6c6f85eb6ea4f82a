namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>One try of one delivery.</summary>
public sealed record DeliveryAttempt
{
    /// <summary>The delivery: the same at every attempt, so that a receiver can tell a repeat.</summary>
    public required Guid Id { get; init; }

    /// <summary>Which try this is. The first is 1; a person's retry counts from 1 again.</summary>
    public required int Number { get; init; }

    /// <summary>The tenant in whose operation or request it was decided on; empty where there was none.</summary>
    public required string Tenant { get; init; }

    /// <summary>The user in whose operation or request it was decided on; empty where there was none.</summary>
    public required string User { get; init; }

    /// <summary>The operation that decided on it; <see langword="null"/> outside a command.</summary>
    public Guid? Operation { get; init; }

    /// <summary>When it was decided on, by the clock of that server.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }
}
