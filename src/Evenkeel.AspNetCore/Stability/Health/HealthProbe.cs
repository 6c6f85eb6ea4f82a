using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>Asks one part, and waits no longer than the limit. Used by one look at a time.</summary>
internal sealed class HealthProbe(IHealthFact fact, bool isOwn, TimeSpan limit, TimeProvider clock, ILogger log)
{
    private static readonly HealthFinding Silent = HealthFinding.Failed("It did not answer in time.");

    private Task<HealthFinding>? _running;
    private HealthState? _known;

    public string Name => fact.Name;

    public async Task<HealthResult> LookAsync()
    {
        var asked = clock.GetTimestamp();
        var finding = await AskAsync();
        var result = new HealthResult(fact.Name, isOwn, finding, clock.GetElapsedTime(asked));
        Tell(result);
        return result;
    }

    private async Task<HealthFinding> AskAsync()
    {
        // One that still hangs is waited for, not asked again: a stalled database would gather a question for each look.
        // Apart, since a provider may block where it should await.
        var running = _running is { IsCompleted: false } begun ? begun : _running = Task.Run(RunAsync);
        try
        {
            return await running.WaitAsync(limit, clock);
        }
        catch (TimeoutException)
        {
            return Silent;
        }
    }

    private async Task<HealthFinding> RunAsync()
    {
        using var patience = new CancellationTokenSource(limit, clock);
        try
        {
            return await fact.CheckAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return Silent;
        }
        catch (Exception error)
        {
            return HealthFinding.Failed("It failed; the server's log says how.", error);
        }
    }

    // However often it is asked during an outage, that is told once.
    private void Tell(HealthResult result)
    {
        var (before, finding) = (_known, result.Finding);
        _known = finding.State;
        if (before == finding.State)
        {
            return;
        }

        switch (finding.State)
        {
            case HealthState.Failed:
                log.Failed(finding.Error, fact.Name, finding.Detail);
                break;
            case HealthState.Degraded:
                log.Degraded(finding.Error, fact.Name);
                break;
            case HealthState.Pending:
                log.Pending(fact.Name, finding.Detail);
                break;
            case HealthState.Good when before is not null:
                log.Recovered(fact.Name);
                break;
        }
    }
}
