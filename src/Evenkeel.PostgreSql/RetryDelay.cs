using System.Security.Cryptography;

namespace Evenkeel.PostgreSql;

/// <summary>Exponential, and shortened by up to a half by chance: instances that lost one server do not come back together. Used by one loop.</summary>
internal sealed class RetryDelay(TimeSpan longest)
{
    private TimeSpan _next = longest / 100;

    public void Reset() => _next = longest / 100;

    public Task WaitAsync(CancellationToken cancel)
    {
        var delay = _next * (RandomNumberGenerator.GetInt32(500, 1_001) / 1_000.0);
        _next = TimeSpan.FromTicks(Math.Min(2 * _next.Ticks, longest.Ticks));
        // A lost connection comes back in real time, whatever clock the application has.
        return Task.Delay(delay, TimeProvider.System, cancel);
    }
}
