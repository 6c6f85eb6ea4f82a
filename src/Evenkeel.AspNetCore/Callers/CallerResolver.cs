using Evenkeel.AspNetCore.Sessions.Unknown;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Callers;

/// <summary>Finds the caller of a request that has passed authentication.</summary>
internal sealed class CallerResolver(IOptions<CallerOptions> options)
{
    /// <exception cref="InvalidOperationException">The signed-in user has no id.</exception>
    public Caller Resolve(HttpContext http) => Find(http) ?? throw new InvalidOperationException(
        "The signed-in user has no id claim. Set AddEvenkeel(o => o.User = http => ...), or operations of several users would share a key.");

    /// <summary>The caller, or null where the signed-in user has no id.</summary>
    public Caller? Find(HttpContext http)
    {
        if (SessionUnknown.Is(http))
        {
            // Not anonymous: what is done for nobody would be done for somebody.
            throw new SessionUnknownException("Nothing can be told of the session that the request came with.");
        }

        var tenant = options.Value.Tenant(http) ?? "";
        if (http.User.Identity is not { IsAuthenticated: true })
        {
            return new Caller(tenant, "");
        }

        return options.Value.User(http) is { Length: > 0 } user ? new Caller(tenant, user) : null;
    }
}
