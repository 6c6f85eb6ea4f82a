namespace Evenkeel.AspNetCore.Auditing;

/// <summary>Says of each route what may be kept of its answers, how large they are, and what is wrong with that. Thread-safe.</summary>
public interface IRouteAudit
{
    /// <summary>Every route of the application, as it is now. Evenkeel's own are not among them.</summary>
    IReadOnlyList<AuditedRoute> Routes { get; }
}
