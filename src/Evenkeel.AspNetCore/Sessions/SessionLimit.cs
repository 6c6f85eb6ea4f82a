using Evenkeel.AspNetCore.Callers;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>Ends the sessions that a user has too many of, after a sign-in.</summary>
internal sealed class SessionLimit(SessionStore store, SessionCache cache, IOptions<UserSessionOptions> options, TimeProvider clock)
{
    public async Task KeepAsync(SessionRow newest, CancellationToken cancel)
    {
        // Who has no id may be several people.
        if (options.Value.MaxPerUser is { } most && newest.User.Length > 0
            && await store.EndOldestAsync(new Caller(newest.Tenant, newest.User), newest.KeyHash, most, clock.GetUtcNow(), cancel) > 0)
        {
            cache.ForgetWhere(row => row.User == newest.User && row.Tenant == newest.Tenant);
        }
    }
}
