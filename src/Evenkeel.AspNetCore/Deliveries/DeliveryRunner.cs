using System.Diagnostics;
using System.Security.Cryptography;
using Evenkeel.AspNetCore.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>Makes one attempt, in a scope of its own, and stores what became of it. Never throws.</summary>
internal sealed class DeliveryRunner(
    DeliveryQueue queue, DeliveryKinds kinds, DeliverySignal signal, IServiceScopeFactory scopes, IOptions<DeliveryOptions> options, TimeProvider clock, DeliveryMetrics metrics, DeliveryTraces traces, ILogger<DeliveryRunner> log)
{
    public const int MaxErrorLength = 1000;

    public async Task RunAsync(TakenDelivery taken, CancellationToken cut)
    {
        try
        {
            await (taken.Attempt.Number > options.Value.MaxAttempts ? ParkUnendedAsync(taken) : AttemptAsync(taken, cut));
        }
        catch (Exception error)
        {
            log.EndNotStored(error, taken.Attempt.Id, taken.Name);
        }
    }

    // Its last attempt took the process with it, or this one's lease: such a one would be tried for ever.
    private Task ParkUnendedAsync(TakenDelivery taken)
    {
        metrics.Ended(taken.Name, "parked");
        log.DeliveryParked(null, taken.Attempt.Id, taken.Name, taken.Attempt.Number - 1);
        return queue.ParkAsync(taken.Attempt, "The last attempt did not end.");
    }

    private async Task AttemptAsync(TakenDelivery taken, CancellationToken cut)
    {
        using var activity = KeelActivities.StartConsumer("evenkeel.delivery", traces.Find(taken.Attempt.Id));
        activity?.SetTag("evenkeel.delivery", taken.Name).SetTag("evenkeel.attempt", taken.Attempt.Number);
        try
        {
            using var timeout = new CancellationTokenSource(options.Value.AttemptTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cut);
            await using var scope = scopes.CreateAsyncScope();
            await kinds[taken.Name].DeliverAsync(scope.ServiceProvider, taken.Payload, taken.Attempt, either.Token);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            activity?.SetTag(TelemetryNames.Outcome, "given-back");
            metrics.Ended(taken.Name, "given-back");
            await queue.GiveBackAsync(taken.Attempt);
            return;
        }
        catch (Exception error)
        {
            activity?.SetTag(TelemetryNames.ErrorType, error.GetType().FullName).SetStatus(ActivityStatusCode.Error);
            await FailAsync(taken, error);
            return;
        }

        traces.Forget(taken.Attempt.Id);
        metrics.Delivered(taken.Name, clock.GetUtcNow() - taken.Attempt.EnqueuedAt);
        await queue.DoneAsync(taken.Attempt);
    }

    private async Task FailAsync(TakenDelivery taken, Exception error)
    {
        var attempt = taken.Attempt;
        var text = $"{error.GetType().FullName}: {error.Message}".Replace("\0", "", StringComparison.Ordinal);
        text = text.Length > MaxErrorLength ? text[..MaxErrorLength] : text;
        if (attempt.Number >= options.Value.MaxAttempts)
        {
            metrics.Ended(taken.Name, "parked");
            log.DeliveryParked(error, attempt.Id, taken.Name, attempt.Number);
            await queue.ParkAsync(attempt, text);
            return;
        }

        var delay = DeliveryBackoff.After(attempt.Number, options.Value, RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue);
        metrics.Ended(taken.Name, "retried");
        log.DeliveryFailed(error, attempt.Number, attempt.Id, taken.Name, delay);
        await queue.FailAsync(attempt, text, delay);
        if (delay < options.Value.PollEvery)
        {
            signal.SetIn(delay);
        }
    }
}
