namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>What became of one question.</summary>
/// <param name="State">Whether the part works.</param>
/// <param name="Detail">A fixed sentence: never what an exception says, which may name hosts, users and files.</param>
/// <param name="Error">For the log only.</param>
internal readonly record struct HealthFinding(HealthState State, string? Detail = null, Exception? Error = null)
{
    public static HealthFinding Good => new(HealthState.Good);

    public static HealthFinding Failed(string detail, Exception? error = null) => new(HealthState.Failed, detail, error);

    public static HealthFinding Pending(string detail) => new(HealthState.Pending, detail);
}

internal enum HealthState
{
    Good,

    /// <summary>Works, and not as it should.</summary>
    Degraded,

    /// <summary>Has not begun to work. That is no fault yet.</summary>
    Pending,

    Failed,
}
