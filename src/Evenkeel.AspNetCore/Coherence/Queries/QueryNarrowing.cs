using System.Globalization;
using Evenkeel.AspNetCore.Coherence.Tracking;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>The tags that a query says it reads only, with the entities that declare them. Immutable.</summary>
internal sealed class QueryNarrowing(IReadOnlyList<QueryTag> tags)
{
    /// <summary>What a request narrows to. A table is narrowed only if all values for it can be read: otherwise nobody knows which rows are meant.</summary>
    public NarrowedReads? For(HttpRequest request)
    {
        Dictionary<string, IReadOnlyList<string>> narrowed = new(StringComparer.Ordinal);
        HashSet<string> whole = new(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            string?[] texts = [.. tag.Places.Select(place => TextOf(request, place))];
            foreach (var (entity, tables) in tag.Entities)
            {
                if (entity.Named(texts) is not { } name)
                {
                    whole.UnionWith(tables);
                    continue;
                }

                foreach (var table in tables)
                {
                    narrowed[table] = [.. narrowed.GetValueOrDefault(table, []), name];
                }
            }
        }

        foreach (var table in whole)
        {
            narrowed.Remove(table);
        }

        return narrowed.Count == 0 ? null : new NarrowedReads(narrowed);
    }

    // What is given twice is bound in ways that nobody knows.
    private static string? TextOf(HttpRequest request, string place) =>
        request.RouteValues.TryGetValue(place, out var value)
            ? Convert.ToString(value, CultureInfo.InvariantCulture)
            : request.Query[place] is [{ } text] ? text : null;
}
