using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>Signs in whom the header X-User names, of the tenant X-Tenant, with the rights listed in X-Rights.</summary>
public sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "headers";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers["X-User"] is not [{ Length: > 0 } user])
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        List<Claim> claims = [new(ClaimTypes.NameIdentifier, user), new(ClaimTypes.Name, user)];
        claims.AddRange(Request.Headers["X-Tenant"].OfType<string>().Select(tenant => new Claim("tenant", tenant)));
        claims.AddRange(Request.Headers["X-Rights"].OfType<string>().Select(right => new Claim("right", right)));
        var identity = new ClaimsIdentity(claims, Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }
}
