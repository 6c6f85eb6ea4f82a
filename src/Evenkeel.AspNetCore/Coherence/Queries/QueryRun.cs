using Evenkeel.AspNetCore.Requests;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>One run of a handler whose answer is held in memory, and the first reason why that cannot be.</summary>
internal sealed class QueryRun : IDisposable
{
    private readonly CancellationTokenSource _aborted;
    private readonly TaskCompletionSource<string> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public QueryRun(int maximumBytes, CancellationToken nobodyWaits)
    {
        _aborted = CancellationTokenSource.CreateLinkedTokenSource(nobodyWaits);
        Response = new HeldResponse(new BoundedBody(maximumBytes, () => _refused.TrySetResult("it is larger than CacheOptions.MaximumPayloadBytes"), Flushed), Streams);
    }

    public HeldResponse Response { get; }

    public CancellationToken Aborted => _aborted.Token;

    /// <summary>Ends with the reason when the answer is not one to be held.</summary>
    public Task<string> Refused => _refused.Task;

    public void Cancel()
    {
        try
        {
            _aborted.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile.
        }
    }

    public void Dispose()
    {
        _aborted.Dispose();
        Response.Dispose();
    }

    private void Streams() => _refused.TrySetResult("it is a stream");

    private void Flushed()
    {
        if (Response.Headers.ContentType is [{ } type] && (type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) || type.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase)))
        {
            Streams();
        }
    }
}
