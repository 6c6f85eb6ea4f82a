using Evenkeel.AspNetCore.Sharing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Has queries read over connections that are open already.</summary>
internal static class QueryReads
{
    public static void Wrap(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is { } handler
            && endpoint.Metadata.OfType<ActionMetadata>().LastOrDefault() is { IsCommand: false }
            && endpoint.ApplicationServices.GetService<KeptConnections>() is { } connections)
        {
            endpoint.RequestDelegate = http =>
            {
                KeptReads.Begin(connections);
                return handler(http);
            };
        }
    }
}
