namespace Evenkeel.AspNetCore.Auditing;

/// <summary>What is wrong with a route.</summary>
public enum AuditFindingKind
{
    /// <summary>It is neither a query nor a command, and nobody has said that it need not be.</summary>
    NoPolicy,

    /// <summary>It answers with a collection that may be of any length.</summary>
    Unbounded,

    /// <summary>It is sensitive, and something says that its answers may be kept.</summary>
    SensitiveCached,

    /// <summary>One answer is kept for several users, and its handler can tell them apart.</summary>
    UserlessKey,

    /// <summary>It changes something under a cookie, and a page of another site can have it do so.</summary>
    Unprotected,
}
