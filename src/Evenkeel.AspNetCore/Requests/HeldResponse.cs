using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Evenkeel.AspNetCore.Requests;

/// <summary>The response of a request that we make ourselves, held in memory. Honours OnStarting and OnCompleted, on which scopes and middleware rely.</summary>
internal sealed class HeldResponse : IHttpResponseFeature, IHttpResponseBodyFeature, IDisposable
{
    private readonly MemoryStream _bytes;
    private readonly Action? _unbuffered;
    private readonly Stack<(Func<object, Task> Callback, object State)> _starting = new();
    private readonly Stack<(Func<object, Task> Callback, object State)> _completed = new();
    private PipeWriter? _writer;

    /// <param name="bytes">Where the body goes; null: into memory without a limit.</param>
    /// <param name="unbuffered">Called when the handler wants its body sent as it is written.</param>
    public HeldResponse(MemoryStream? bytes = null, Action? unbuffered = null)
    {
        (_bytes, _unbuffered) = (bytes ?? new MemoryStream(), unbuffered);
        Body = _bytes;
    }

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public Stream Body { get; set; }

    public bool HasStarted { get; private set; }

    public Stream Stream => _bytes;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(_bytes, new StreamPipeWriterOptions(leaveOpen: true));

    public void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (!HasStarted)
        {
            HasStarted = true;
            while (_starting.TryPop(out var next))
            {
                await next.Callback(next.State);
            }
        }
    }

    public async Task CompleteAsync()
    {
        await StartAsync();
        await TakeUpAsync();
    }

    /// <summary>Takes up what was written to the pipe but not yet flushed.</summary>
    public async Task TakeUpAsync()
    {
        if (_writer is not null)
        {
            await _writer.FlushAsync();
        }
    }

    /// <summary>Forgets what was answered so far; the callbacks stay.</summary>
    public void Clear()
    {
        StatusCode = StatusCodes.Status200OK;
        Headers.Clear();
        _bytes.SetLength(0);
        _writer = null;
    }

    public void Dispose() => _bytes.Dispose();

    public void DisableBuffering() => _unbuffered?.Invoke();

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    public ReadOnlyMemory<byte> Bytes => _bytes.GetBuffer().AsMemory(0, (int)_bytes.Length);

    /// <summary>Runs what was to run after the answer; one that fails keeps no other from it, and does not change the answer.</summary>
    public async Task RunCompletedAsync(Action<Exception> failed)
    {
        while (_completed.TryPop(out var next))
        {
            try
            {
                await next.Callback(next.State);
            }
            catch (Exception error)
            {
                failed(error);
            }
        }
    }
}
