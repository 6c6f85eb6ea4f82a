namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>What one part answered, and how long that took.</summary>
internal sealed record HealthResult(string Name, bool IsOwn, HealthFinding Finding, TimeSpan Took)
{
    public bool Works => Finding.State is HealthState.Good or HealthState.Degraded;
}
