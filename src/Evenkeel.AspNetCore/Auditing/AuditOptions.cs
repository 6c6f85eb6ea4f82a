namespace Evenkeel.AspNetCore.Auditing;

/// <summary>What happens at start when a route's policy is missing or unsafe.</summary>
public sealed class AuditOptions
{
    /// <summary>What is done with findings. A sensitive route with a cache policy stops the start whatever this says.</summary>
    /// <value>Default <see cref="AuditMode.Warn"/>.</value>
    public AuditMode Mode { get; set; } = AuditMode.Warn;
}
