using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>Reads the rows that a statement gives, which may have changed something: that is certain only when it has been read to its end.</summary>
internal sealed class TrackedReader : RelationalDataReader
{
    private Action? _ended;
    private IDisposable? _lease;

    public void WhenEnded(Action ended) => _ended = ended;

    /// <summary>Has the connection that it reads over given back with its end.</summary>
    public void ReadsOver(IDisposable lease) => _lease = lease;

    public override void Dispose()
    {
        base.Dispose();
        End();
    }

    public override ValueTask DisposeAsync()
    {
        var disposed = base.DisposeAsync();
        if (disposed.IsCompletedSuccessfully)
        {
            End();
            return disposed;
        }

        return EndAsync();

        async ValueTask EndAsync()
        {
            await disposed;
            End();
        }
    }

    private void End()
    {
        Interlocked.Exchange(ref _ended, null)?.Invoke();
        Interlocked.Exchange(ref _lease, null)?.Dispose();
    }
}
