using Evenkeel.AspNetCore.Auditing;

namespace Evenkeel.Testing.Audits;

/// <summary>Something is wrong with the policies of an application's routes.</summary>
public sealed class RouteAuditException : Exception
{
    internal RouteAuditException(IReadOnlyList<AuditFinding> findings)
        : base($"{findings.Count} findings:{string.Concat(findings.Select(each => $"{Environment.NewLine}- {each.Message}"))}") => Findings = findings;

    /// <summary>What is.</summary>
    public IReadOnlyList<AuditFinding> Findings { get; }
}
