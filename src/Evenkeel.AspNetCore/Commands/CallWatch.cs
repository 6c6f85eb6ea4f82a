using System.Diagnostics;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.Protocol.Problems;

namespace Evenkeel.AspNetCore.Commands;

/// <summary>Measures and traces calls of <see cref="ICommands"/> while somebody listens.</summary>
internal sealed class CallWatch(OperationMetrics metrics, TimeProvider clock)
{
    public OperationMetrics Metrics => metrics;

    public bool IsOn => metrics.AreHeard || KeelActivities.Source.HasListeners();

    public async Task<CommandOutcome<T>> RunAsync<T>(string action, Func<Task<CommandOutcome<T>>> run)
    {
        using var activity = KeelActivities.Source.StartActivity(action);
        activity?.SetTag(TelemetryNames.Action, action);
        var startedAt = clock.GetTimestamp();
        metrics.Began(action);
        var (outcome, error) = (OperationOutcomes.Failed, (string?)null);
        try
        {
            var result = await run();
            outcome = result.Replayed ? OperationOutcomes.Replayed : OperationOutcomes.Applied;
            return result;
        }
        catch (Exception fault)
        {
            (outcome, error) = OutcomeOf(fault);
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            metrics.Ended(action);
            activity?.SetTag(TelemetryNames.Outcome, outcome).SetTag(TelemetryNames.ErrorType, error);
            metrics.Count(new MeasuredOperation(action, outcome, error, clock.GetElapsedTime(startedAt)), "call");
        }
    }

    private static (string Outcome, string? Error) OutcomeOf(Exception fault) => fault is CommandException { Code: { } code }
        ? (OperationOutcomes.Of(ProblemTable.Get(code).Status, code), code)
        : (OperationOutcomes.Failed, fault.GetType().FullName);
}
