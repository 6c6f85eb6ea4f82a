using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Evenkeel.AspNetCore.Stability.Deadlines;

/// <summary>
/// Stands between a handler and the response until the first byte of the body. Up to there the response can be taken away from the handler, which goes on to answer nobody; from there on it is the handler's for good.
/// The handler and the deadline come from two threads.
/// </summary>
internal sealed class DeadlineResponse : IHttpResponseFeature, IHttpResponseBodyFeature
{
    private readonly Lock _lock = new();
    private readonly AsyncLocal<bool> _says = new();
    private readonly HttpContext _http;
    private readonly IHttpResponseFeature _head;
    private readonly IHttpResponseBodyFeature _body;
    private readonly HeaderDictionary _headers;
    private readonly DeadlineWriter _writer;
    private readonly Action _begun;
    private Stream? _stream;
    private int _status;
    private string? _reason;
    private volatile State _state;

    /// <param name="http">The request.</param>
    /// <param name="begun">Called when the handler has the response for good: what has begun is not cut.</param>
    public DeadlineResponse(HttpContext http, Action begun)
    {
        _begun = begun;
        _http = http;
        _head = http.Features.GetRequiredFeature<IHttpResponseFeature>();
        _body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        (_status, _reason) = (_head.StatusCode, _head.ReasonPhrase);
        _headers = [];
        foreach (var (name, value) in _head.Headers)
        {
            _headers[name] = value;
        }

        _writer = new DeadlineWriter(this);
        http.Features.Set<IHttpResponseFeature>(this);
        http.Features.Set<IHttpResponseBodyFeature>(this);
    }

    private enum State
    {
        Held,
        Begun,
        Detached,
    }

    /// <summary>The handler has the response for good.</summary>
    public bool IsBegun => _state == State.Begun;

    public int StatusCode
    {
        get => IsInner ? _head.StatusCode : _status;
        set
        {
            if (IsInner)
            {
                _head.StatusCode = value;
            }
            else
            {
                _status = value;
            }
        }
    }

    public string? ReasonPhrase
    {
        get => IsInner ? _head.ReasonPhrase : _reason;
        set
        {
            if (IsInner)
            {
                _head.ReasonPhrase = value;
            }
            else
            {
                _reason = value;
            }
        }
    }

    public IHeaderDictionary Headers
    {
        get => IsInner ? _head.Headers : _headers;
        set => throw new NotSupportedException("The headers of a response with a deadline cannot be replaced.");
    }

    public bool HasStarted => IsInner && _head.HasStarted;

    /// <summary>What stands in the place of the body, by the older way; middleware puts its own there.</summary>
    public Stream Body { get => Stream; set => throw new NotSupportedException("Set the response's body feature."); }

    public Stream Stream => _stream ??= _writer.AsStream(leaveOpen: true);

    public PipeWriter Writer => _writer;

    private bool IsInner => _state == State.Begun || (_state == State.Detached && _says.Value);

    /// <summary>Where the body goes from now on: to the client, or nowhere.</summary>
    public PipeWriter Begin()
    {
        lock (_lock)
        {
            if (_state == State.Held)
            {
                HandOver();
                _begun();
            }
        }

        return _state == State.Begun ? _body.Writer : PipeWriter.Create(Stream.Null);
    }

    /// <summary>Takes the response away from the handler.</summary>
    /// <returns>False: it has begun to answer.</returns>
    public bool TryDetach()
    {
        lock (_lock)
        {
            if (_state == State.Held)
            {
                _state = State.Detached;
            }
        }

        return _state == State.Detached;
    }

    /// <summary>Answers in the handler's place, to the end.</summary>
    public async Task SayAsync(int status, Action<IHeaderDictionary> head, ReadOnlyMemory<byte> body)
    {
        // Whoever waits for the beginning of an answer, to add to it, is to add to this one.
        _says.Value = true;
        (_head.StatusCode, _head.ReasonPhrase) = (status, null);
        head(_head.Headers);
        await _body.StartAsync();
        if (!HttpMethods.IsHead(_http.Request.Method))
        {
            await _body.Writer.WriteAsync(body);
        }

        await _body.CompleteAsync();
    }

    /// <summary>The handler has ended: the response is as it left it.</summary>
    public void Restore()
    {
        lock (_lock)
        {
            if (_state == State.Held)
            {
                HandOver();
            }
        }

        if (ReferenceEquals(_http.Features.Get<IHttpResponseFeature>(), this))
        {
            _http.Features.Set(_head);
        }

        if (ReferenceEquals(_http.Features.Get<IHttpResponseBodyFeature>(), this))
        {
            _http.Features.Set(_body);
        }
    }

    public void OnStarting(Func<object, Task> callback, object state)
    {
        if (_state != State.Detached)
        {
            _head.OnStarting(callback, state);
        }
    }

    public void OnCompleted(Func<object, Task> callback, object state) => _head.OnCompleted(callback, state);

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        Begin();
        return _state == State.Begun ? _body.StartAsync(cancellationToken) : Task.CompletedTask;
    }

    public Task CompleteAsync()
    {
        Begin();
        return _state == State.Begun ? _body.CompleteAsync() : Task.CompletedTask;
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        Begin();
        return _state == State.Begun ? _body.SendFileAsync(path, offset, count, cancellationToken) : Task.CompletedTask;
    }

    public void DisableBuffering() => _body.DisableBuffering();

    private void HandOver()
    {
        (_head.StatusCode, _head.ReasonPhrase) = (_status, _reason);
        var headers = _head.Headers;
        if (!_head.HasStarted)
        {
            headers.Clear();
            foreach (var (name, value) in _headers)
            {
                headers[name] = value;
            }
        }

        _state = State.Begun;
    }
}
