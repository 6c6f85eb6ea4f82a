using Evenkeel.AspNetCore.Coherence.Fills;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>One request that is answered from the cache, or by what it puts there.</summary>
internal sealed class QueryCall(CachedQuery query, QueryTarget target, HttpContext http, RequestDelegate handler, QueryFills fills)
{
    public CachedQuery Query => query;

    public QueryTarget Target => target;

    /// <summary>The request that asks. It may be over before the answer is there: what is needed of it is taken at once.</summary>
    public HttpContext Http => http;

    public RequestDelegate Handler => handler;

    /// <summary>Whether the handler was run on its behalf.</summary>
    public bool HasRun { get; private set; }

    public ValueTask<KeptAnswer> FillAsync(CancellationToken nobodyWaits)
    {
        HasRun = true;
        if (Fill.Current is null)
        {
            // Past the cache, where nobody else takes a position after it.
            ReadPosition.Current?.UseDatabase();
        }

        return new(fills.RunAsync(this, nobodyWaits));
    }
}
