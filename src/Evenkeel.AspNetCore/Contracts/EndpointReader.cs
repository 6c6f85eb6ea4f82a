using Evenkeel.AspNetCore.Actions;
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
        var parameters = metadata.GetOrderedMetadata<IParameterBindingMetadata>().Select(each => Read(each, endpoint)).OfType<ActionParameter>().ToList();
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

    private static bool IsResult(IProducesResponseTypeMetadata response) =>
        response.StatusCode is >= 200 and < 300 && response.Type is { } type && type != typeof(void) && !typeof(IResult).IsAssignableFrom(type);

    private static ActionParameter? Read(IParameterBindingMetadata parameter, RouteEndpoint endpoint)
    {
        var attributes = SchemaConstraints.Of(parameter.ParameterInfo).ToList();
        return Place(parameter, attributes, endpoint) is not { } place ? null : new ActionParameter
        {
            Name = NameOf(parameter, attributes),
            Place = place,
            Type = parameter.ParameterInfo.ParameterType,
            IsRequired = !parameter.IsOptional && parameter.ParameterInfo.ParameterType is { IsArray: false },
            Attributes = attributes,
        };
    }

    // The body has metadata of its own; what has none of these is a service, the request itself, or bound by the application's own code.
    private static string? Place(IParameterBindingMetadata parameter, List<Attribute> attributes, RouteEndpoint endpoint)
    {
        if (attributes.Any(each => each is IFromBodyMetadata or IFromServiceMetadata or IFromFormMetadata) || parameter.HasBindAsync)
        {
            return null;
        }

        if (attributes.OfType<IFromHeaderMetadata>().Any())
        {
            return ActionParameter.InHeader;
        }

        var isSimple = parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string);
        if (endpoint.RoutePattern.GetParameter(NameOf(parameter, attributes)) is not null && (isSimple || attributes.OfType<IFromRouteMetadata>().Any()))
        {
            return ActionParameter.InPath;
        }

        return isSimple || attributes.OfType<IFromQueryMetadata>().Any() ? ActionParameter.InQuery : null;
    }

    private static string NameOf(IParameterBindingMetadata parameter, List<Attribute> attributes) =>
        attributes.OfType<IFromHeaderMetadata>().FirstOrDefault()?.Name
        ?? attributes.OfType<IFromRouteMetadata>().FirstOrDefault()?.Name
        ?? attributes.OfType<IFromQueryMetadata>().FirstOrDefault()?.Name
        ?? parameter.Name;
}
