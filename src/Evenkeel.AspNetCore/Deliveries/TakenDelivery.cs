namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>A row under this instance's lease.</summary>
internal sealed record TakenDelivery(string Name, string Payload, DeliveryAttempt Attempt);
