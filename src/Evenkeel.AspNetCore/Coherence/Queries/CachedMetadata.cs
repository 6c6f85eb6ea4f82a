namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>The answers of this query are kept. Endpoint metadata; the last one of an endpoint stands.</summary>
internal sealed class CachedMetadata(CachedQueryOptions options)
{
    public CachedQueryOptions Options => options;
}
