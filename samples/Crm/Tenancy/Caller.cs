using System.Security.Claims;

namespace Crm.Tenancy;

/// <summary>Who calls, from the claims of the cookie. Outside of a request it is nobody, who owns no row.</summary>
public sealed class Caller(IHttpContextAccessor http)
{
    public const string TenantClaim = "tenant";

    public Guid TenantId => Claim(TenantClaim);

    public Guid UserId => Claim(ClaimTypes.NameIdentifier);

    private Guid Claim(string type) =>
        Guid.TryParse(http.HttpContext?.User.FindFirst(type)?.Value, out var id) ? id : Guid.Empty;
}
