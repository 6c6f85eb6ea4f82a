using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>Looks at all parts, once for all who ask at about the same time. Thread-safe.</summary>
internal sealed class HealthRounds
{
    private readonly HealthProbe[] _probes;
    private readonly HealthStartup _startup;
    private readonly TimeSpan _keepFor;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private Task<HealthReport>? _last;

    public HealthRounds(IEnumerable<IHealthFact> facts, ApplicationChecks checks, HealthStartup startup, IOptions<HealthOptions> options, TimeProvider clock, ILogger<HealthRounds> log)
    {
        (_startup, _keepFor, _clock) = (startup, options.Value.KeepFor, clock);
        List<HealthProbe> own = [.. facts.Select(each => Make(each, isOwn: true))];
        // Sessions have a check among the application's too, for those who serve these by themselves.
        _probes = [.. own, .. checks.All.Where(each => own.TrueForAll(probe => probe.Name != each.Name)).Select(each => Make(each, isOwn: false))];

        HealthProbe Make(IHealthFact fact, bool isOwn) => new(fact, isOwn, options.Value.CheckTimeout, clock, log);
    }

    public Task<HealthReport> LookAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_last is null || (_last.IsCompletedSuccessfully && _clock.GetElapsedTime(_last.Result.At) >= _keepFor))
            {
                _last = Apart(RunAsync);
            }

            return _last.WaitAsync(cancel);
        }
    }

    private async Task<HealthReport> RunAsync()
    {
        var report = new HealthReport(await Task.WhenAll(_probes.Select(static each => each.LookAsync())), _clock.GetTimestamp());
        _startup.Learn(report);
        return report;
    }

    // All who wait share it: it has no part in the first one's request, user or patience.
    private static Task<HealthReport> Apart(Func<Task<HealthReport>> look)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(look);
        }
    }
}
