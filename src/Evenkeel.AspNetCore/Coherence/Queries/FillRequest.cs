using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>Makes the request that the handler of a cached query sees: of the one that asked first, what its key says and no more.</summary>
internal static class FillRequest
{
    public static FeatureCollection Make(QueryCall call, QueryRun run)
    {
        var (asked, features) = (call.Http, new FeatureCollection());
        features.Set<IHttpRequestFeature>(Request(asked.Request, call));
        features.Set<IHttpRequestBodyDetectionFeature>(new NoBody());
        features.Set<IHttpResponseFeature>(run.Response);
        features.Set<IHttpResponseBodyFeature>(run.Response);
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = run.Aborted });
        features.Set<IHttpRequestIdentifierFeature>(new HttpRequestIdentifierFeature { TraceIdentifier = asked.TraceIdentifier });
        features.Set<IEndpointFeature>(new Chosen { Endpoint = asked.GetEndpoint() });
        features.Set<IRouteValuesFeature>(new RouteValuesFeature { RouteValues = new RouteValueDictionary(asked.Request.RouteValues) });
        if (asked.Features.Get<IRequestCultureFeature>() is { } culture)
        {
            features.Set(culture);
        }

        return features;
    }

    /// <summary>Takes over who asked, unless the answer is for everyone, and what the application wants.</summary>
    public static void Carry(QueryCall call, HttpContext to)
    {
        if (call.Query.Owner != AnswerOwner.Everyone)
        {
            to.User = call.Http.User;
            foreach (var (key, value) in call.Http.Items)
            {
                to.Items[key] = value;
            }
        }

        call.Query.Options.Carry?.Invoke(call.Http, to);
    }

    private static HttpRequestFeature Request(HttpRequest asked, QueryCall call)
    {
        var headers = new HeaderDictionary();
        foreach (var name in call.Query.Headers)
        {
            if (asked.Headers.TryGetValue(name, out var value))
            {
                headers[name] = value;
            }
        }

        ((IHeaderDictionary)headers).Host = asked.Headers.Host;
        return new HttpRequestFeature
        {
            Protocol = asked.Protocol,
            Scheme = asked.Scheme,
            Method = asked.Method,
            PathBase = asked.PathBase,
            Path = asked.Path,
            QueryString = call.Target.QueryString.Value ?? "",
            RawTarget = asked.PathBase.Add(asked.Path).ToUriComponent() + call.Target.QueryString.ToUriComponent(),
            Headers = headers,
            Body = Stream.Null,
        };
    }

    private sealed record NoBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => false;
    }

    private sealed record Chosen : IEndpointFeature
    {
        public Endpoint? Endpoint { get; set; }
    }
}
