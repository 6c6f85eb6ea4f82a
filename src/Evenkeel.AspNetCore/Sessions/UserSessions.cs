using Evenkeel.AspNetCore.Callers;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>Lists and ends sessions.</summary>
internal sealed class UserSessions(SessionStore store, SessionCache cache, TimeProvider clock) : ISessions
{
    public async Task<IReadOnlyList<UserSession>> ListAsync(string user, string tenant = "", CancellationToken cancel = default) =>
        [.. (await store.ListAsync(Of(user, tenant), clock.GetUtcNow(), cancel)).Select(Show)];

    public async Task<bool> RevokeAsync(string id, string user, string tenant = "", CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        var caller = Of(user, tenant);
        var ended = await store.EndAsync(caller, id, cancel);
        cache.ForgetWhere(row => row.Id == id);
        return ended;
    }

    public async Task<int> RevokeAllAsync(string user, string tenant = "", string? except = null, CancellationToken cancel = default)
    {
        var caller = Of(user, tenant);
        var ended = await store.EndAllAsync(caller, except, cancel);
        cache.ForgetWhere(row => row.User == caller.User && row.Tenant == caller.Tenant);
        return ended;
    }

    private static Caller Of(string user, string tenant)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        ArgumentNullException.ThrowIfNull(tenant);
        return new Caller(tenant, user);
    }

    private static UserSession Show(SessionRow row) => new()
    {
        Id = row.Id,
        Tenant = row.Tenant,
        User = row.User,
        Device = row.Device,
        Created = DateTimeOffset.FromUnixTimeMilliseconds(row.Created),
        Seen = DateTimeOffset.FromUnixTimeMilliseconds(row.Seen),
        Expires = row.Expires is { } expires ? DateTimeOffset.FromUnixTimeMilliseconds(expires) : null,
        Ends = row.Ends is { } ends ? DateTimeOffset.FromUnixTimeMilliseconds(ends) : null,
    };
}
