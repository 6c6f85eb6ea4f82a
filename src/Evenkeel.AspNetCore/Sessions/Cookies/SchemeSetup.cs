using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions.Cookies;

/// <summary>Puts our handler in the place of the framework's, from which it derives.</summary>
internal sealed class SchemeSetup(IOptions<UserSessionOptions> own) : IPostConfigureOptions<AuthenticationOptions>
{
    public void PostConfigure(string? name, AuthenticationOptions options) => SessionScheme.TakeOver(options, own.Value);
}
