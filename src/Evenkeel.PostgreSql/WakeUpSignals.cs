using System.Threading.Channels;
using Evenkeel.AspNetCore.Coherence.Feed;

namespace Evenkeel.PostgreSql;

/// <summary>What is to be told to others, and what they have told: each is one fact, however often it is said before somebody looks. Thread-safe.</summary>
internal sealed class WakeUpSignals(TimeProvider clock) : IFeedWakeUp
{
    private readonly Channel<bool> _told = One();
    private readonly Channel<bool> _heard = One();

    /// <summary>Sent along, so that an instance does not wake itself.</summary>
    public string Node { get; } = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    public void Tell() => _told.Writer.TryWrite(true);

    public Task WaitAsync(CancellationToken cancel) => _heard.Reader.ReadAsync(cancel).AsTask();

    /// <summary>Another instance has committed a change, or may have.</summary>
    public void Hear() => _heard.Writer.TryWrite(true);

    /// <summary>Waits until there is something to tell.</summary>
    public ValueTask<bool> UntilToldAsync(CancellationToken cancel) => _told.Reader.ReadAsync(cancel);

    private static Channel<bool> One() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}
