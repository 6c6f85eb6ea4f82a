using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Binding;
using Evenkeel.AspNetCore.Paging;
using Evenkeel.AspNetCore.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Contracts;

/// <summary>Reads a minimal API's endpoint by the metadata that the framework leaves on it.</summary>
internal static class EndpointReader
{
    public static IEnumerable<ActionShape> Read(RouteEndpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        var methods = metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        var accepts = metadata.GetMetadata<IAcceptsMetadata>();
        var isJson = accepts?.ContentTypes.Any(each => each.Contains("json", StringComparison.OrdinalIgnoreCase)) == true;
        var parameters = metadata.GetOrderedMetadata<IParameterBindingMetadata>().Select(each => BoundParameter.Of(each, endpoint.RoutePattern)).OfType<BoundParameter>().Concat(OfPage(metadata.GetMetadata<PagedMetadata>())).ToList();
        var takesCommands = metadata.GetMetadata<ActionMetadata>()!.IsCommand;
        // In a group that is adopted, reads are marked as commands too.
        return methods.Where(method => HttpMethods.IsGet(method) || (takesCommands && !SafeMethod.Is(method))).Select(method => new ActionShape
        {
            Method = method,
            Route = RouteName.Of(endpoint.RoutePattern),
            Version = metadata.GetMetadata<IEndpointGroupNameMetadata>()?.EndpointGroupName,
            Parameters = parameters,
            Body = isJson ? accepts!.RequestType : null,
            BodyIsOptional = accepts?.IsOptional == true,
            TakesOther = accepts is not null && !isJson,
            Results = [.. metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Where(IsResult).Select(each => each.Type!)],
        });
    }

    private static IEnumerable<BoundParameter> OfPage(PagedMetadata? paged) => paged is null ? [] : PagedParameters.All;

    private static bool IsResult(IProducesResponseTypeMetadata response) =>
        response.StatusCode is >= 200 and < 300 && response.Type is { } type && type != typeof(void) && !typeof(IResult).IsAssignableFrom(type);
}
