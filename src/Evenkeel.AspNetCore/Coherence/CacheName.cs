using Evenkeel.AspNetCore.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Coherence;

/// <summary>What is cached, before it is said whose it is. It is no key, so that nobody forgets the owner.</summary>
public readonly record struct CacheName
{
    private readonly string? _text;

    internal CacheName(string text) => _text = text;

    /// <summary>It belongs to one user of a tenant.</summary>
    /// <param name="tenant">The tenant; null or empty without tenants.</param>
    /// <param name="user">The user's id; empty for those who have not signed in.</param>
    public CacheKey OfUser(string? tenant, string user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Of('u', [tenant ?? "", user]);
    }

    /// <summary>It belongs to the user of this request, as <see cref="CallerOptions"/> find them.</summary>
    /// <param name="http">The request, after authentication.</param>
    /// <exception cref="InvalidOperationException">The signed-in user has no id.</exception>
    public CacheKey OfCaller(HttpContext http)
    {
        var caller = CallerOf(http);
        return OfUser(caller.Tenant, caller.User);
    }

    /// <summary>It is the same for every user of a tenant.</summary>
    /// <param name="tenant">The tenant; null or empty without tenants.</param>
    public CacheKey OfTenant(string? tenant) => Of('t', [tenant ?? ""]);

    /// <summary>It is the same for every user of this request's tenant, as <see cref="CallerOptions"/> find it.</summary>
    /// <param name="http">The request, after authentication.</param>
    /// <exception cref="InvalidOperationException">The signed-in user has no id.</exception>
    public CacheKey OfTenantOfCaller(HttpContext http) => OfTenant(CallerOf(http).Tenant);

    /// <summary>It is the same for everybody, whoever asks.</summary>
    public CacheKey Shared() => Of('s', []);

    private static Caller CallerOf(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.RequestServices.GetRequiredService<CallerResolver>().Resolve(http);
    }

    private CacheKey Of(char kind, ReadOnlySpan<object?> owner) => new(KeyText.Of($"{kind}", owner) + (_text ?? throw new InvalidOperationException("Name what is cached: CacheKey.For(...).")));
}
