namespace Evenkeel.AspNetCore.Auditing;

/// <summary>Something wrong with a route.</summary>
/// <param name="Kind">What, for programs.</param>
/// <param name="Message">A sentence that names the route and what to do.</param>
public sealed record AuditFinding(AuditFindingKind Kind, string Message);
