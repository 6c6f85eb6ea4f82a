using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Binding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>
/// A query whose answers are kept: it stands around binding, filters and handler, inside everything else that its endpoint and the pipeline do. Metadata of its endpoint. Safe from any thread.
/// </summary>
internal sealed class CachedQuery
{
    private static int _count;

    private readonly CachedMetadata _cached;

    private CachedQuery(EndpointBuilder endpoint, CachedMetadata cached)
    {
        _cached = cached;
        var pattern = (endpoint as RouteEndpointBuilder)?.RoutePattern;
        Route = pattern?.RawText ?? endpoint.DisplayName ?? "?";
        Name = $"{Route}#{Interlocked.Increment(ref _count)}";
        Owner = endpoint.Metadata.OfType<AnswerOwner>().Cast<AnswerOwner?>().LastOrDefault() ?? AnswerOwner.User;
        var bound = endpoint.Metadata.OfType<IParameterBindingMetadata>().Select(each => BoundParameter.Of(each, pattern)).OfType<BoundParameter>();
        Headers =
        [
            .. endpoint.Metadata.OfType<VaryMetadata>().SelectMany(each => each.Headers)
                .Concat(bound.Where(each => each.Place == ParameterPlace.Header).Select(each => each.Name))
                .Append(HeaderNames.Accept).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        IsStrict = endpoint.Metadata.OfType<StrictMetadata>().Any();
        HasFilters = endpoint.FilterFactories.Any(filter => filter.Method.Module != typeof(CachedQuery).Module);
        Entry = new HybridCacheEntryOptions { Expiration = cached.Options.Expiration, Flags = HybridCacheEntryFlags.DisableDistributedCache };
    }

    /// <summary>The route, as it was mapped.</summary>
    public string Route { get; }

    /// <summary>The route, and which of several with the same text.</summary>
    public string Name { get; }

    public AnswerOwner Owner { get; }

    /// <summary>The headers that an answer depends on.</summary>
    public string[] Headers { get; }

    /// <summary>Whether filters of the application stand between it and the handler.</summary>
    public bool HasFilters { get; }

    /// <summary>Whether the feed is looked at before each answer from memory.</summary>
    public bool IsStrict { get; }

    public CachedQueryOptions Options => _cached.Options;

    public HybridCacheEntryOptions Entry { get; }

    /// <summary>What it is narrowed to; null: nothing. Set at start.</summary>
    public QueryNarrowing? Narrowing { get; set; }

    public QueryRecord Record { get; } = new();

    /// <summary>Puts one around an endpoint that was declared cached.</summary>
    public static void Wrap(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } handler
            || endpoint.Metadata.OfType<CachedMetadata>().LastOrDefault() is not { } cached
            || endpoint.Metadata.OfType<ActionMetadata>().LastOrDefault() is not { IsCommand: false }
            || endpoint.Metadata.OfType<CachedQuery>().Any()
            || endpoint.ApplicationServices.GetService<CachedQueries>() is not { } queries)
        {
            return;
        }

        var query = queries.Of(new QueryIdentity(endpoint, cached), () => new CachedQuery(endpoint, cached));
        endpoint.Metadata.Add(query);
        endpoint.RequestDelegate = http => http.RequestServices.GetService<QueryAnswers>()?.AnswerAsync(http, query, handler) ?? handler(http);
    }
}
