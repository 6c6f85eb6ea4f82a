using Evenkeel.AspNetCore.Requests;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Flushing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>Makes the features of one operation's own request out of the flush that carries it.</summary>
internal static class OperationRequest
{
    public const string VoidPath = "/_evenkeel/operations/";

    // Microsoft.AspNetCore.Cors sets it, and routing refuses endpoints with a policy of their own where it is missing.
    private const string CorsHasRun = "__CorsMiddlewareWithEndpointInvoked";

    public static FeatureCollection Make(HttpContext flush, FlushLine line, HeldResponse response)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(Request(flush, line));
        features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(!line.Body.IsEmpty));
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(response);
        features.Set<IEndpointFeature>(new CommandsOnly(line));
        features.Set<IHttpRequestIdentifierFeature>(new HttpRequestIdentifierFeature { TraceIdentifier = $"{flush.TraceIdentifier}:{line.Line}" });
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = flush.RequestAborted });
        Share<IHttpConnectionFeature>(flush, features);
        Share<ITlsConnectionFeature>(flush, features);
        return features;
    }

    /// <summary>CORS stands before <c>UseEvenkeel</c>: what it says of the flush, which is what a browser sends, holds for its operations.</summary>
    public static void ShareCors(HttpContext flush, HttpContext operation)
    {
        if (flush.Items.TryGetValue(CorsHasRun, out var mark))
        {
            operation.Items[CorsHasRun] = mark;
        }
    }

    private static HttpRequestFeature Request(HttpContext flush, FlushLine line)
    {
        var target = line.Void is null ? line.Path : $"{VoidPath}{Uri.EscapeDataString(line.Void)}/void";
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return new HttpRequestFeature
        {
            Protocol = flush.Request.Protocol,
            Scheme = flush.Request.Scheme,
            Method = line.Void is null ? line.Method : HttpMethods.Post,
            PathBase = flush.Request.PathBase,
            Path = PathString.FromUriComponent(query < 0 ? target : target[..query]).Value ?? "/",
            QueryString = query < 0 ? "" : target[query..],
            RawTarget = target,
            Headers = Headers(flush, line),
            Body = new ReadOnlyMemoryStream(line.Body),
        };
    }

    private static HeaderDictionary Headers(HttpContext flush, FlushLine line)
    {
        var headers = new HeaderDictionary(flush.Request.Headers.Count + 4);
        foreach (var (name, value) in flush.Request.Headers)
        {
            if (!IsOfItsOwn(name))
            {
                headers[name] = value;
            }
        }

        headers.ContentLength = line.Body.Length;
        // An operation has no use for a redirect to a sign-in page; by this header cookie authentication answers 401 instead.
        ((IHeaderDictionary)headers).XRequestedWith = "XMLHttpRequest";
        if (line.ContentType is not null)
        {
            ((IHeaderDictionary)headers).ContentType = line.ContentType;
        }

        if (line.Id is not null)
        {
            headers[KeelHeaders.OperationId] = line.Id;
        }

        if (line.Contract is not null)
        {
            headers[KeelHeaders.Contract] = line.Contract;
        }

        if (line.Draft is not null)
        {
            headers[KeelHeaders.Draft] = line.Draft;
        }

        return headers;
    }

    private static bool IsOfItsOwn(string name) =>
        name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.TransferEncoding, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.Expect, StringComparison.OrdinalIgnoreCase)
        || name.Equals(KeelHeaders.OperationId, StringComparison.OrdinalIgnoreCase)
        || name.Equals(KeelHeaders.Contract, StringComparison.OrdinalIgnoreCase)
        || name.Equals(KeelHeaders.Draft, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.TraceParent, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.TraceState, StringComparison.OrdinalIgnoreCase);

    private static void Share<T>(HttpContext flush, FeatureCollection features)
        where T : class
    {
        if (flush.Features.Get<T>() is { } feature)
        {
            features.Set(feature);
        }
    }

    private sealed record BodyDetection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
