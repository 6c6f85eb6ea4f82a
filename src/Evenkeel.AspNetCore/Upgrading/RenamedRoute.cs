using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Evenkeel.AspNetCore.Upgrading;

/// <summary>The route of an action that is gone, and how it becomes that of the action in its place. Immutable.</summary>
internal sealed class RenamedRoute
{
    private readonly string _method;
    private readonly TemplateMatcher _matcher;
    private readonly string _newMethod;
    private readonly RoutePattern _newRoute;

    /// <exception cref="ArgumentException">The new route has a parameter that the old one has not.</exception>
    public RenamedRoute(ActionUpgrade upgrade)
    {
        Action = upgrade.Action;
        (_method, var route) = Split(upgrade.Action);
        (_newMethod, var newRoute) = Split(upgrade.To);
        var template = TemplateParser.Parse(route);
        _newRoute = RoutePatternFactory.Parse(newRoute);
        _matcher = new TemplateMatcher(template, []);
        if (_newRoute.Parameters.FirstOrDefault(each => template.Parameters.All(old => !string.Equals(old.Name, each.Name, StringComparison.OrdinalIgnoreCase))) is { } missing)
        {
            throw new ArgumentException($"'{upgrade.To}' has the parameter {{{missing.Name}}}, and '{upgrade.Action}' has none of that name.", nameof(upgrade));
        }
    }

    public string Action { get; }

    public (string Method, PathString Path)? Match(HttpRequest request)
    {
        var values = new RouteValueDictionary();
        return string.Equals(request.Method, _method, StringComparison.OrdinalIgnoreCase) && _matcher.TryMatch(request.Path, values)
            ? (_newMethod, new PathString("/" + string.Join('/', _newRoute.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => Text(part, values)))))))
            : null;
    }

    private static (string Method, string Route) Split(string action)
    {
        var space = action.IndexOf(' ', StringComparison.Ordinal);
        return (action[..space], action[(space + 1)..].TrimStart('/'));
    }

    private static string? Text(RoutePatternPart part, RouteValueDictionary values) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => values[parameter.Name]?.ToString(),
        _ => "",
    };
}
