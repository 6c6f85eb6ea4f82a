using Microsoft.AspNetCore.Routing.Patterns;

namespace Evenkeel.AspNetCore.Contracts;

/// <summary>A route as clients know it: with the names of its parameters, without constraints and defaults.</summary>
internal static class RouteName
{
    public static string Of(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Of))));

    private static string Of(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => "",
    };
}
