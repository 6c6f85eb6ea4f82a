using Evenkeel.AspNetCore.Coherence.Model;
using Evenkeel.AspNetCore.Coherence.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>Finds the entities that declare what a query is narrowed to. What nobody declares would never change, so that it is an error before it is a stale answer.</summary>
internal static class NarrowingCheck
{
    /// <summary>Sets a query's narrowing, or says what is wrong with it.</summary>
    public static IEnumerable<string> Apply(Endpoint endpoint, CachedQuery query, TrackedModels models)
    {
        List<QueryTag> found = [];
        List<string> errors = [];
        foreach (var text in endpoint.Metadata.GetOrderedMetadata<ReadsMetadata>().SelectMany(each => each.Tags))
        {
            if (Find(text, (endpoint as RouteEndpoint)!, models, out var tag) is { } error)
            {
                errors.Add($"{query.Route} reads \"{text}\": {error}");
            }
            else
            {
                found.Add(tag!);
            }
        }

        query.Narrowing = errors.Count == 0 && found.Count > 0 ? new QueryNarrowing(found) : null;
        return errors;
    }

    private static string? Find(string text, RouteEndpoint endpoint, TrackedModels models, out QueryTag? tag)
    {
        tag = null;
        TagTemplate template;
        try
        {
            template = TagTemplate.Parse(text);
        }
        catch (FormatException error)
        {
            return error.Message;
        }

        (EntityTag Tag, IReadOnlyList<string> Tables)[] entities = [.. models.All.SelectMany(model => model.DeclaredTags[template.Shape])];
        if (entities.Length == 0)
        {
            var declared = models.All.SelectMany(model => model.DeclaredTags).SelectMany(group => group).Select(each => $"\"{each.Tag.Template}\"").Distinct().Order(StringComparer.Ordinal);
            return $"no entity declares that tag by HasTag. Declared: {string.Join(", ", declared.DefaultIfEmpty("none"))}.";
        }

        if (template.Places.FirstOrDefault(place => !IsParameter(endpoint, place)) is { } unknown)
        {
            return $"its route and its handler have no parameter '{unknown}'.";
        }

        for (var place = 0; place < template.Places.Length; place++)
        {
            if (entities.FirstOrDefault(each => !each.Tag.CanBeNamed(place)).Tag is { } vague)
            {
                return $"a {vague.TypeOf(place).Name} ('{vague.Template.Places[place]}') can be written in several ways that the database takes for equal, so that no tag can be named by it.";
            }
        }

        tag = new QueryTag(template.Places, entities);
        return null;
    }

    // A handler that takes the request itself may read any name of its query string.
    private static bool IsParameter(RouteEndpoint endpoint, string place) =>
        endpoint.RoutePattern.GetParameter(place) is not null
        || endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() is var bound
        && (bound.Count == 0 || bound.Any(each => string.Equals(NameOf(each), place, StringComparison.OrdinalIgnoreCase) || each.ParameterInfo.ParameterType == typeof(HttpContext) || each.ParameterInfo.ParameterType == typeof(HttpRequest)));

    private static string NameOf(IParameterBindingMetadata parameter) =>
        parameter.ParameterInfo.GetCustomAttributes(inherit: true).OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? parameter.Name;
}
