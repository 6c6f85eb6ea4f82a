using System.Diagnostics;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Measures and traces commands while somebody listens.</summary>
internal sealed class CommandWatch(OperationMetrics metrics, TimeProvider clock)
{
    public OperationMetrics Metrics => metrics;

    public bool IsOn => metrics.AreHeard || KeelActivities.Source.HasListeners();

    public async Task RunAsync(HttpContext http, string action, Func<Task> run)
    {
        using var activity = KeelActivities.Source.StartActivity(action);
        activity?.SetTag(TelemetryNames.Action, action);
        var startedAt = clock.GetTimestamp();
        Exception? fault = null;
        metrics.Began(action);
        try
        {
            await run();
        }
        catch (Exception error)
        {
            fault = error;
            throw;
        }
        finally
        {
            metrics.Ended(action);
            End(http, action, activity, clock.GetElapsedTime(startedAt), fault);
        }
    }

    private void End(HttpContext http, string action, Activity? activity, TimeSpan took, Exception? fault)
    {
        var group = http.Features.Get<FlushGroup>();
        if (group is { WantsAlone: true })
        {
            // It runs again, by itself, and that is what counts.
            activity?.SetTag(TelemetryNames.Outcome, "again");
            return;
        }

        var status = fault is null ? http.Response.StatusCode : StatusCodes.Status500InternalServerError;
        var code = fault is null ? http.Features.Get<SaidProblem>()?.Code : fault.GetType().FullName;
        var outcome = fault is null ? OperationOutcomes.Of(http.Response, code) : OperationOutcomes.Failed;
        var error = outcome is OperationOutcomes.Applied or OperationOutcomes.Replayed ? null : code ?? status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Trace(activity, outcome, error, status);
        var measured = new MeasuredOperation(action, outcome, error, took);
        if (group is not null || http.Features.Get<RunsAlone>() is not null)
        {
            // Its flush counts it, when what it shares is committed.
            http.Features.Set(measured);
        }
        else
        {
            metrics.Count(measured, "direct");
        }
    }

    // No message of an exception: it may quote what somebody typed.
    private static void Trace(Activity? activity, string outcome, string? error, int status)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag(TelemetryNames.Outcome, outcome);
        activity.SetTag("evenkeel.replayed", outcome == OperationOutcomes.Replayed);
        activity.SetTag("http.response.status_code", status);
        activity.SetTag(TelemetryNames.ErrorType, error);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
