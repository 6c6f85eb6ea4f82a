using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>Reads the rows that a statement gives, which may have changed something: that is certain only when it has been read to its end.</summary>
internal sealed class TrackedReader : RelationalDataReader
{
    private Action? _ended;
    private KeptConnection? _kept;
    private KeptConnections? _connections;

    public void WhenEnded(Action ended) => _ended = ended;

    /// <summary>Has the connection given back with the reader's end.</summary>
    public void ReadsOver(KeptConnection kept, KeptConnections connections) => (_kept, _connections) = (kept, connections);

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
        if (Interlocked.Exchange(ref _kept, null) is { } kept)
        {
            _connections!.Return(kept);
        }
    }
}
