using Evenkeel.AspNetCore.Coherence;
using Evenkeel.AspNetCore.Coherence.Queries;
using Microsoft.AspNetCore.Builder;

namespace Evenkeel.AspNetCore;

/// <summary>Keeps the answers of queries in memory, until something that they were read from changes.</summary>
public static class CachedQueryExtensions
{
    /// <summary>
    /// Keeps the query's 200 answers. What they were read from is found, and a write to it makes them stale before the writer has its answer. Each user has their own, unless <see cref="Shared"/> or
    /// <see cref="SharedByTenant"/>; HTTP caches still keep none. Authorization and all middleware run for every request; the endpoint's own filters, binding and handler only when an answer is computed, on a
    /// request of its own that shows the handler nothing but what the answer may depend on: the path, the query string, the user, the culture, <c>Accept</c> and the headers that it binds or that
    /// <see cref="VaryBy"/> names. On a group it stands for the queries in it. It needs <see cref="CacheExtensions.UseCache"/>.
    /// </summary>
    /// <param name="builder">A query, or a group.</param>
    /// <param name="configure">How long they are kept.</param>
    public static TBuilder Cached<TBuilder>(this TBuilder builder, Action<CachedQueryOptions>? configure = null)
        where TBuilder : IEndpointConventionBuilder
    {
        var options = new CachedQueryOptions();
        configure?.Invoke(options);
        return builder.WithMetadata(new CachedMetadata(options));
    }

    /// <summary>
    /// Has a cached query ask the database what other instances have changed before it answers from memory, for callers without a token of what they have seen: <c>curl</c>, other servers. A hit then costs one small read, shared by
    /// all who ask at once. If the database cannot be asked, the query runs.
    /// </summary>
    /// <param name="builder">A query, or a group.</param>
    public static TBuilder Strict<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new StrictMetadata());

    /// <summary>All callers get the same answer: one is kept for everybody, and the handler of a cached query sees no user.</summary>
    public static TBuilder Shared<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(AnswerOwner.Everyone);

    /// <summary>All users of a tenant get the same answer. The handler sees the user who asked first, and must not answer by that.</summary>
    public static TBuilder SharedByTenant<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(AnswerOwner.Tenant);

    /// <summary>Names request headers that the answer of a cached query depends on, beside <c>Accept</c> and those that its handler binds. It sees no others.</summary>
    /// <param name="builder">A query, or a group.</param>
    /// <param name="headers">Names of headers.</param>
    public static TBuilder VaryBy<TBuilder>(this TBuilder builder, params string[] headers)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(headers);
        return builder.WithMetadata(new VaryMetadata(headers));
    }

    /// <summary>
    /// Says that of the tables whose entities declare these tags (<see cref="ModelExtensions.HasTag"/>), a cached query reads only rows with them, so that changes of other rows leave its answers as they are.
    /// The host does not start if no entity declares one of them.
    /// </summary>
    /// <param name="builder">A query.</param>
    /// <param name="tags">Tags with parameters of the route or the query string in them: <c>clients/{clientId}/opportunities</c>.</param>
    public static TBuilder Reads<TBuilder>(this TBuilder builder, params string[] tags)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(tags);
        return builder.WithMetadata(new ReadsMetadata(tags));
    }
}
