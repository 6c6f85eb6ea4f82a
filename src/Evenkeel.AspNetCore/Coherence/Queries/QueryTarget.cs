using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Evenkeel.AspNetCore.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>What one request asks of a cached query, and for whom: all that its answer may depend on. What is not in it, the handler does not see.</summary>
internal sealed record QueryTarget
{
    /// <summary>How many characters of a query string are looked at.</summary>
    public const int MaxQueryString = 4_096;

    public required Caller Caller { get; init; }

    /// <summary>The query string, its names in order.</summary>
    public required QueryString QueryString { get; init; }

    public required CacheKey Key { get; init; }

    /// <summary>False: this request goes past the cache.</summary>
    public static bool TryRead(HttpContext http, CachedQuery query, CallerResolver callers, [MaybeNullWhen(false)] out QueryTarget target)
    {
        target = null;
        var request = http.Request;
        if (!HttpMethods.IsGet(request.Method) || request.QueryString.Value?.Length > MaxQueryString || HasBody(http) || IsPartOrUpgrade(request) || callers.Find(http) is not { } caller)
        {
            return false;
        }

        var text = request.QueryString.HasValue ? QueryString.Create(request.Query.OrderBy(each => each.Key, StringComparer.OrdinalIgnoreCase)) : QueryString.Empty;
        target = new QueryTarget { Caller = caller, QueryString = text, Key = KeyOf(request, query, text, caller) };
        return true;
    }

    /// <summary>Whether the handler would take its caller for the same.</summary>
    public bool IsFor(Caller? seen, AnswerOwner owner) => owner switch
    {
        AnswerOwner.Everyone => true,
        AnswerOwner.Tenant => seen?.Tenant == Caller.Tenant,
        _ => seen == Caller,
    };

    private static CacheKey KeyOf(HttpRequest request, CachedQuery query, QueryString text, Caller caller)
    {
        // Scheme, host and path are in links that handlers make; so nobody can put theirs into the answer for others.
        List<object?> parts =
        [
            request.Scheme, request.Host.Value, request.PathBase.Value, request.Path.Value, text.Value, CultureInfo.CurrentCulture.Name, CultureInfo.CurrentUICulture.Name,
            .. query.Headers.Select(name => TextOf(request.Headers[name])),
        ];
        foreach (var (name, value) in request.RouteValues)
        {
            parts.Add(name);
            parts.Add(Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        var kept = CacheKey.For(query.Name, [.. parts]);
        return query.Owner switch
        {
            AnswerOwner.Everyone => kept.Shared(),
            AnswerOwner.Tenant => kept.OfTenant(caller.Tenant),
            _ => kept.OfUser(caller.Tenant, caller.User),
        };
    }

    // Null: the header is not there. A line break is in no header.
    private static string? TextOf(StringValues values) => values.Count switch
    {
        0 => null,
        1 => values[0],
        _ => string.Join('\n', values.ToArray()),
    };

    private static bool HasBody(HttpContext http) => http.Request.ContentLength > 0 || http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    // What asks for less than the whole answer, or for something else than an answer.
    private static bool IsPartOrUpgrade(HttpRequest request)
    {
        var headers = request.Headers;
        return headers.Range.Count > 0 || headers.IfMatch.Count > 0 || headers.IfUnmodifiedSince.Count > 0 || headers.Upgrade.Count > 0;
    }
}
