using System.ComponentModel;
using Evenkeel.AspNetCore.Coherence.Memory;
using Evenkeel.AspNetCore.Coherence.Tokens;
using Evenkeel.AspNetCore.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>What a query answered. Immutable, so that all who ask share one.</summary>
[ImmutableObject(true)]
internal sealed class KeptAnswer : IMeasured
{
    private readonly int _status;
    private readonly string? _reason;
    private readonly KeyValuePair<string, StringValues>[] _headers;
    private readonly ReadOnlyMemory<byte> _body;
    private readonly StringValues _etag;
    private readonly long _bytes;

    private KeptAnswer(HeldResponse response)
    {
        (_status, _reason, _etag) = (response.StatusCode, response.ReasonPhrase, response.Headers.ETag);
        _headers = [.. response.Headers];
        _body = response.Bytes.ToArray();
        _bytes = _body.Length + _headers.Sum(header => 64L + (2 * (header.Key.Length + header.Value.Sum(value => value?.Length ?? 0))));
    }

    private KeptAnswer(string refusal) => (Refusal, _headers) = (refusal, []);

    /// <summary>Why nobody may be given it but by running the handler for them; null: it is an answer.</summary>
    public string? Refusal { get; }

    public long Bytes => _bytes + (Reads?.Bytes ?? 0);

    /// <summary>What it was read from; null: that cannot be told. Set before anybody is given it.</summary>
    public AnswerReads? Reads { get; set; }

    /// <summary>Whether it may be given to those who ask later, too.</summary>
    public bool MayBeKept => Refusal is null && _status == StatusCodes.Status200OK;

    public static KeptAnswer Refused(string reason) => new(reason);

    public static KeptAnswer Of(HeldResponse response) =>
        response.Headers.ContainsKey(HeaderNames.SetCookie) ? new KeptAnswer("it sets a cookie") : new KeptAnswer(response);

    /// <summary>Gives it as the handler would have.</summary>
    public Task SendAsync(HttpContext http)
    {
        var response = http.Response;
        foreach (var (name, value) in _headers)
        {
            response.Headers[name] = value;
        }

        if (MayBeKept && _etag.Count == 1 && IsKnown(http.Request.Headers.IfNoneMatch, _etag[0]!))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.ContentLength = null;
            response.ContentType = null;
            return Task.CompletedTask;
        }

        response.StatusCode = _status;
        if (_reason is not null)
        {
            http.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = _reason;
        }

        return _body.Length == 0 ? Task.CompletedTask : WriteAsync(http);
    }

    private async Task WriteAsync(HttpContext http)
    {
        try
        {
            await http.Response.Body.WriteAsync(_body, http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to read it.
        }
    }

    private static bool IsKnown(StringValues known, string etag) => known.Count > 0
        && EntityTagHeaderValue.TryParse(etag, out var ours)
        && EntityTagHeaderValue.TryParseList(known, out var theirs)
        && theirs.Any(each => each.Equals(EntityTagHeaderValue.Any) || each.Compare(ours, useStrongComparison: false));
}
