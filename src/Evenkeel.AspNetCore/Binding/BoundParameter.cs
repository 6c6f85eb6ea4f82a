using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;

namespace Evenkeel.AspNetCore.Binding;

/// <summary>A handler's parameter that travels as text beside the body: in the path, the query string or a header.</summary>
internal sealed record BoundParameter
{
    public required string Name { get; init; }

    public required ParameterPlace Place { get; init; }

    public required Type Type { get; init; }

    public required bool IsOptional { get; init; }

    public required IReadOnlyList<Attribute> Attributes { get; init; }

    /// <returns>Null: a service, the request itself, the body, or what the application's own code binds.</returns>
    public static BoundParameter? Of(IParameterBindingMetadata parameter, RoutePattern? route)
    {
        var attributes = parameter.ParameterInfo.GetCustomAttributes(inherit: true).OfType<Attribute>().ToList();
        var name = attributes.OfType<IFromHeaderMetadata>().FirstOrDefault()?.Name
            ?? attributes.OfType<IFromRouteMetadata>().FirstOrDefault()?.Name
            ?? attributes.OfType<IFromQueryMetadata>().FirstOrDefault()?.Name
            ?? parameter.Name;
        return PlaceOf(parameter, attributes, route?.GetParameter(name) is not null) is not { } place ? null : new BoundParameter
        {
            Name = name,
            Place = place,
            Type = parameter.ParameterInfo.ParameterType,
            IsOptional = parameter.IsOptional || parameter.ParameterInfo.ParameterType.IsArray,
            Attributes = attributes,
        };
    }

    /// <summary>What a request sends for it; empty if nothing.</summary>
    public StringValues In(HttpRequest request) => Place switch
    {
        ParameterPlace.Path => request.RouteValues[Name]?.ToString() is { } value ? new StringValues(value) : StringValues.Empty,
        ParameterPlace.Query => request.Query[Name],
        _ => request.Headers[Name],
    };

    private static ParameterPlace? PlaceOf(IParameterBindingMetadata parameter, List<Attribute> attributes, bool isInRoute)
    {
        if (attributes.Any(each => each is IFromBodyMetadata or IFromServiceMetadata or IFromFormMetadata) || parameter.HasBindAsync)
        {
            return null;
        }

        if (attributes.OfType<IFromHeaderMetadata>().Any())
        {
            return ParameterPlace.Header;
        }

        var isText = parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string);
        if (isInRoute && (isText || attributes.OfType<IFromRouteMetadata>().Any()))
        {
            return ParameterPlace.Path;
        }

        return isText || attributes.OfType<IFromQueryMetadata>().Any() ? ParameterPlace.Query : null;
    }
}
