using Evenkeel.AspNetCore.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore;

/// <summary>Says what the audit cannot see, and what it does with what it finds.</summary>
public static class AuditExtensions
{
    /// <summary>Says how many members the collection has at most that this query answers with. It is the handler that keeps to it.</summary>
    /// <param name="builder">A query.</param>
    /// <param name="most">The most; at least 1.</param>
    public static TBuilder Bounded<TBuilder>(this TBuilder builder, int most)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return builder.WithMetadata(new BoundedMetadata(most));
    }

    /// <summary>Says that a route is no action and needs no policy: a health check, a page, a hub.</summary>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="reason">Why, for those who read it.</param>
    public static TBuilder Unaudited<TBuilder>(this TBuilder builder, string reason)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return builder.WithMetadata(new UnauditedMetadata(reason));
    }

    /// <summary>Sets what happens at start when a route's policy is missing or unsafe.</summary>
    public static IEvenkeelBuilder ConfigureAudit(this IEvenkeelBuilder keel, Action<AuditOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(keel);
        keel.Services.Configure(configure);
        return keel;
    }
}
