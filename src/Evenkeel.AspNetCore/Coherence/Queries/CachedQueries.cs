using System.Collections.Concurrent;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>The cached queries of an application, each once, however often its endpoint is built. Thread-safe.</summary>
internal sealed class CachedQueries
{
    private readonly ConcurrentDictionary<QueryIdentity, CachedQuery> _known = new();

    public IReadOnlyCollection<CachedQuery> All => [.. _known.Values.OrderBy(each => each.Name, StringComparer.Ordinal)];

    public CachedQuery Of(QueryIdentity identity, Func<CachedQuery> make) => _known.GetOrAdd(identity, static (_, make) => make(), make);
}
