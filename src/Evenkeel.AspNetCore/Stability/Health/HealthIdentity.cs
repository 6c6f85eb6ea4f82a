namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>Who answers.</summary>
internal sealed record HealthIdentity(string Build, string Instance);
