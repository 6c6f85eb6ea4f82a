using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;

namespace Evenkeel.AspNetCore.Mvc;

/// <summary>The metadata of a request's MVC action: its endpoint's, which conventions may have added to; where MVC routes by itself, the action's own.</summary>
internal static class RoutedMetadata
{
    private static readonly ConditionalWeakTable<ActionDescriptor, EndpointMetadataCollection> OwnMetadata = [];

    public static EndpointMetadataCollection Of(HttpContext http, ActionDescriptor action) =>
        http.GetEndpoint()?.Metadata is { } routed && routed.GetMetadata<ActionDescriptor>() is not null
            ? routed
            : OwnMetadata.GetValue(action, static action => new EndpointMetadataCollection(action.EndpointMetadata));
}
