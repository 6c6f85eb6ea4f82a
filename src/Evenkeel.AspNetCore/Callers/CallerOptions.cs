using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Callers;

/// <summary>How Evenkeel learns which tenant and which user a request belongs to. Both are part of every stored key.</summary>
public sealed class CallerOptions
{
    /// <summary>The tenant of a request, for example from a claim or the host name.</summary>
    /// <value>Default: no tenants (<see langword="null"/> for every request). Called once for each operation, after authentication; it must not block.</value>
    public Func<HttpContext, string?> Tenant { get; set; } = static _ => null;

    /// <summary>The stable id of the signed-in user. It is asked only for authenticated requests.</summary>
    /// <value>Default: the claim <see cref="ClaimTypes.NameIdentifier"/>, else <c>sub</c>, else the identity's name.</value>
    public Func<HttpContext, string?> User { get; set; } = static http =>
        http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.User.FindFirstValue("sub") ?? http.User.Identity?.Name;
}
