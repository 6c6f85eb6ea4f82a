using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>Reads the rows that a statement gives, which may have changed something: that is certain only when it has been read to its end.</summary>
internal sealed class TrackedReader : RelationalDataReader
{
    private Action? _ended;

    public void WhenEnded(Action ended) => _ended = ended;

    public override void Dispose()
    {
        base.Dispose();
        End();
    }

    public override ValueTask DisposeAsync()
    {
        return _ended is null ? base.DisposeAsync() : EndAsync();

        async ValueTask EndAsync()
        {
            await base.DisposeAsync();
            End();
        }
    }

    private void End() => Interlocked.Exchange(ref _ended, null)?.Invoke();
}
