using Microsoft.Extensions.Hosting;

namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>Whether everything that this instance needs to begin was there once, together or one after the other. What happens later is no matter of the start. Thread-safe.</summary>
internal sealed class HealthStartup(IHostApplicationLifetime lifetime)
{
    private readonly HashSet<string> _seen = [];
    private volatile bool _isOver;

    public bool IsOver => _isOver;

    // Looks follow each other: no two learn at once.
    public void Learn(HealthReport report)
    {
        if (_isOver)
        {
            return;
        }

        // The application's own checks say whether it works now, and not whether it has begun.
        List<HealthResult> own = [.. report.Results.Where(static each => each.IsOwn)];
        _seen.UnionWith(own.Where(static each => each.Works).Select(static each => each.Name));
        _isOver = lifetime.ApplicationStarted.IsCancellationRequested && own.TrueForAll(each => _seen.Contains(each.Name));
    }
}
