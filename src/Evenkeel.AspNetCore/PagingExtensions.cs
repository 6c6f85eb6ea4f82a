using Evenkeel.AspNetCore.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore;

/// <summary>Lists in pages: how large they may be.</summary>
public static class PagingExtensions
{
    /// <summary>Sets how large pages are, for all endpoints that do not say themselves. The host does not start with limits out of range.</summary>
    public static IEvenkeelBuilder ConfigurePaging(this IEvenkeelBuilder keel, Action<PagingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(keel);
        keel.Services.Configure(configure);
        return keel;
    }

    /// <summary>Sets how large the pages of an endpoint or a group may be. Controllers and actions say <c>[PageSize(200)]</c>.</summary>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="max">The most rows in a page: 1 to 10,000. More is refused with <c>page-size-invalid</c>, never cut in silence.</param>
    /// <param name="standard">How many when the request does not say: 1 to <paramref name="max"/>. Null: <see cref="PagingOptions.DefaultPageSize"/>, or <paramref name="max"/> where that is less.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range.</exception>
    public static TBuilder MaxPageSize<TBuilder>(this TBuilder builder, int max, int? standard = null)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new PageSizeAttribute(max) { Default = standard ?? 0 });
}
