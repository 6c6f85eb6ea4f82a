using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>Stands in front of the application: as many requests as it can work on go in, the others wait or are refused.</summary>
internal sealed class AdmissionMiddleware(RequestDelegate next, AdmissionRefusal refusal, AdmissionMetrics metrics, IOptions<AdmissionOptions> options, TimeProvider clock)
{
    private readonly AdmissionGate _gate = metrics.Gate;
    private readonly Func<HttpContext, AdmissionPriority?> _priority = options.Value.Priority ?? RequestClass.PriorityOf;
    private readonly Func<HttpContext, string> _client = options.Value.Client ?? RequestClient.Of;
    private readonly TimeSpan _retryAfter = options.Value.RetryAfter;

    public Task InvokeAsync(HttpContext http)
    {
        if (_priority(http) is not { } priority)
        {
            return next(http);
        }

        return _gate.TryEnter() ? RunAsync(http) : WaitAsync(http, priority);
    }

    private async Task WaitAsync(HttpContext http, AdmissionPriority priority)
    {
        var outcome = await _gate.WaitAsync(priority, _client(http), http.RequestAborted);
        await (outcome == AdmissionOutcome.Admitted ? RunAsync(http) : refusal.AnswerAsync(http, outcome, _retryAfter));
    }

    private Task RunAsync(HttpContext http)
    {
        var ticket = new AdmissionTicket(_gate, clock);
        http.Features.Set(ticket);
        if (_gate.ShouldMakeWay)
        {
            return FinishAsync(http, ticket, null);
        }

        Task answering;
        try
        {
            answering = next(http);
        }
        catch
        {
            ticket.Release(null);
            throw;
        }

        // Most are answered by now, and pay for nothing more.
        if (!answering.IsCompletedSuccessfully)
        {
            return FinishAsync(http, ticket, answering);
        }

        ticket.Release(Lesson(http));
        return answering;
    }

    private async Task FinishAsync(HttpContext http, AdmissionTicket ticket, Task? answering)
    {
        object? lesson = null;
        try
        {
            if (answering is null)
            {
                await Task.Yield();
                answering = next(http);
            }

            await answering;
            lesson = Lesson(http);
        }
        finally
        {
            ticket.Release(lesson);
        }
    }

    // What was answered well says how long it takes.
    private static Endpoint? Lesson(HttpContext http) =>
        http.Response.StatusCode < StatusCodes.Status400BadRequest && !http.RequestAborted.IsCancellationRequested ? http.GetEndpoint() : null;
}
