using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Callers;

/// <summary>Finds the caller of a request that has passed authentication.</summary>
internal sealed class CallerResolver(IOptions<CallerOptions> options)
{
    public Caller Resolve(HttpContext http)
    {
        var tenant = options.Value.Tenant(http) ?? "";
        if (http.User.Identity is not { IsAuthenticated: true })
        {
            return new Caller(tenant, "");
        }

        var user = options.Value.User(http);
        return string.IsNullOrEmpty(user)
            ? throw new InvalidOperationException(
                "The signed-in user has no id claim. Set AddEvenkeel(o => o.User = http => ...), or operations of several users would share a key.")
            : new Caller(tenant, user);
    }
}
