using Evenkeel.AspNetCore.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>
/// Holds a handler's answer back until its transaction has committed: the status decides the commit, and the client must not hear
/// of what is then rolled back.
/// </summary>
internal sealed class BufferedAnswer : IDisposable
{
    private readonly HttpContext _http;
    private readonly IHttpResponseBodyFeature _original;
    private readonly MemoryStream _body = new();
    private readonly KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>[] _headersBefore;

    public BufferedAnswer(HttpContext http)
    {
        _http = http;
        _original = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _headersBefore = [.. http.Response.Headers];
        Hold();
    }

    /// <summary>Takes up what the handler has written so far.</summary>
    public Task FlushAsync() => _http.Response.BodyWriter.FlushAsync().AsTask();

    public StoredAnswer ToStored(bool sensitive, int maxBytes)
    {
        var response = _http.Response;
        return new StoredAnswer
        {
            Status = response.StatusCode,
            ContentType = response.ContentType,
            Location = Text(response.Headers.Location),
            ETag = Text(response.Headers.ETag),
            Body = sensitive || _body.Length > maxBytes ? null : _body.ToArray(),
        };
    }

    /// <summary>Forgets what the handler answered.</summary>
    public void Clear()
    {
        _body.SetLength(0);
        _http.Response.StatusCode = StatusCodes.Status200OK;
        _http.Response.Headers.Clear();
        foreach (var (name, value) in _headersBefore)
        {
            _http.Response.Headers[name] = value;
        }

        Hold();
    }

    /// <summary>Sends what the handler answered.</summary>
    public async Task SendAsync()
    {
        Dispose();
        var response = _http.Response;
        if (_body.Length == 0)
        {
            // No length either: a refusal that has neither length nor type may be given a body by the application's status pages.
            return;
        }

        if (response.StatusCode is >= 200 and not (204 or 205 or 304))
        {
            response.ContentLength = _body.Length;
        }

        await response.Body.WriteAsync(_body.GetBuffer().AsMemory(0, (int)_body.Length), _http.RequestAborted);
    }

    public void Dispose() => _http.Features.Set(_original);

    private void Hold() => _http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_body, _original));

    private static string? Text(Microsoft.Extensions.Primitives.StringValues value) => value.Count == 0 ? null : value.ToString();
}
