namespace Evenkeel.AspNetCore.Auditing;

/// <summary>What is done with the findings of the audit at start.</summary>
public enum AuditMode
{
    /// <summary>Each is logged as a warning. Routes without a policy, and unprotected ones that are no commands, are only counted, since an application may be adopted piece by piece.</summary>
    Warn,

    /// <summary>The host does not start, and says all of them.</summary>
    Throw,

    /// <summary>Nothing.</summary>
    Off,
}
