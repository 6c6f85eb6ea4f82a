using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Evenkeel.TestServer.Callers;

/// <summary>Believes the headers X-User and X-Tenant.</summary>
internal sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "headers";
    public const string User = "X-User";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Request.Headers[User] is [{ Length: > 0 } user]
            ? AuthenticateResult.Success(new AuthenticationTicket(TestCallers.Principal(user, Request.Headers["X-Tenant"], Scheme), Scheme))
            : AuthenticateResult.NoResult());
}
