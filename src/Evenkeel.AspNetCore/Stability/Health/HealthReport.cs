namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>One look at all parts.</summary>
/// <param name="Results">In the order of their registration.</param>
/// <param name="At">The timestamp of its end.</param>
internal sealed record HealthReport(IReadOnlyList<HealthResult> Results, long At)
{
    public bool IsGood => Results.All(static each => each.Works);
}
