using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>Tells of an outage now and then, and not of each request that it meets.</summary>
internal sealed class SessionOutage(TimeProvider clock, ILogger<SessionOutage> log)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long? _told;

    public void Tell(Exception error, string method, string path)
    {
        lock (_lock)
        {
            if (_told is { } told && clock.GetElapsedTime(told) < Every)
            {
                return;
            }

            _told = clock.GetTimestamp();
        }

        log.Unknown(error, method, path);
    }
}
