using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Coherence.Queries;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Auditing;

/// <summary>Finds what would keep the answers of a sensitive route.</summary>
internal static class SensitiveCache
{
    public static AuditFinding? Find(RouteEndpoint endpoint, string name) =>
        endpoint.Metadata.GetMetadata<SensitiveMetadata>() is null || endpoint.Metadata.Select(PolicyOf).FirstOrDefault(each => each is not null) is not { } policy
            ? null
            : new AuditFinding(AuditFindingKind.SensitiveCached, $"{name} is Sensitive() and has a cache policy: {policy}. Remove one of the two.");

    private static string? PolicyOf(object metadata) => metadata switch
    {
        CachedQuery => "Cached()",
        NeverStored => null,
        IOutputCachePolicy => "CacheOutput()",
        OutputCacheAttribute { NoStore: false } => "[OutputCache]",
        ResponseCacheAttribute { NoStore: false, Location: not ResponseCacheLocation.None } => "[ResponseCache]",
        _ => null,
    };
}
