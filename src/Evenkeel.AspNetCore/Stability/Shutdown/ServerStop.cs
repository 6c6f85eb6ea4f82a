using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Shutdown;

/// <summary>
/// How far the instance is with leaving. From the order to stop it says that it is not ready; when load balancers have had the time to hear of that, it ends: streams move, and what is long is cut where
/// it can be cut. Thread-safe.
/// </summary>
internal sealed class ServerStop : IDisposable
{
    private static readonly TimeSpan ProbesCountFor = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _ending = new();
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ShutdownOptions _options;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenRegistration _told;
    private long _probed;
    private ITimer? _timer;

    public ServerStop(IHostApplicationLifetime lifetime, IOptions<ShutdownOptions> options, TimeProvider clock)
    {
        (_lifetime, _options, _clock) = (lifetime, options.Value, clock);
        _told = lifetime.ApplicationStopping.Register(Announce);
    }

    /// <summary>The order has come: requests are taken for a while, and no connection is kept for another one.</summary>
    public bool IsAnnounced => _lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Is cancelled when the announcement is over.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>How long it is announced.</summary>
    public TimeSpan Announces => _options.OnlyWhenProbed && !WasProbed ? TimeSpan.Zero : _options.AnnounceFor;

    /// <summary>Somebody has asked whether requests should be sent here, and will ask again.</summary>
    public void Probed() => Volatile.Write(ref _probed, _clock.GetTimestamp() | 1);

    public void Dispose()
    {
        _told.Dispose();
        // What is cancelled by it may still be on its way.
        _timer?.Dispose();
    }

    private bool WasProbed => Volatile.Read(ref _probed) is var probed and not 0 && _clock.GetElapsedTime(probed) <= ProbesCountFor;

    // By a timer and not by the service that waits for it: hosts of the older kind know no such services, and their streams are to end too.
    private void Announce()
    {
        var wait = Announces;
        if (wait == TimeSpan.Zero)
        {
            _ending.Cancel();
            return;
        }

        _timer = _clock.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), _ending, wait, Timeout.InfiniteTimeSpan);
    }
}
