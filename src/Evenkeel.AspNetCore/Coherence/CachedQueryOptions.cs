using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Coherence;

/// <summary>How the answers of one cached query are kept.</summary>
public sealed class CachedQueryOptions
{
    /// <summary>How long an answer is kept at most. It goes sooner when what it was read from changes.</summary>
    /// <value>Default null: <see cref="CacheOptions.Expiration"/>. Range 1 millisecond to 365 days.</value>
    public TimeSpan? Expiration { get; set; }

    /// <summary>
    /// Takes over what middleware has put into the services of a request and the handler needs, such as the tenant of a scoped service: an answer is computed in a scope of its own. It gets the request that
    /// asked first and the one that the handler will see, before the handler runs, and must not wait.
    /// </summary>
    /// <value>Default null: identity, route, query, <c>Items</c> and culture are enough.</value>
    public Action<HttpContext, HttpContext>? Carry { get; set; }
}
