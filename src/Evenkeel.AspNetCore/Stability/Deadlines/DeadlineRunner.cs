using System.Globalization;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Deadlines;

/// <summary>
/// Runs a handler within its time. When that is over its token is cancelled and 504 is answered, whether it heeds the token or not; the request is not given up before the handler ends, so that what it holds is never another's:
/// not its context, its services, its connection, or its place among those that are worked on.
/// </summary>
internal sealed class DeadlineRunner(ProblemWriter problems, DeadlineMetrics metrics, IOptions<DeadlineOptions> options, TimeProvider clock, ILogger<DeadlineRunner> log)
{
    private readonly TimeSpan _default = options.Value.Default;

    public Task RunAsync(HttpContext http, RequestDelegate handler, TimeSpan? said, string action)
    {
        var limit = said ?? _default;
        return limit == Timeout.InfiniteTimeSpan ? handler(http) : RunAsync(http, handler, limit, action);
    }

    private async Task RunAsync(HttpContext http, RequestDelegate handler, TimeSpan limit, string action)
    {
        var gone = http.RequestAborted;
        using var end = new CancellationTokenSource(limit, clock);
        using var linked = gone.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), end);
        var deadline = new Deadline(clock.GetTimestamp(), limit, clock);
        deadline.Enter();
        var answer = new DeadlineResponse(http, () =>
        {
            deadline.Lift();
            end.CancelAfter(Timeout.InfiniteTimeSpan);
        });
        http.RequestAborted = end.Token;
        try
        {
            var running = Start(handler, http);
            if (!running.IsCompleted)
            {
                await running.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (!running.IsCompleted && !gone.IsCancellationRequested && answer.TryDetach())
            {
                deadline.Outlive();
                await OutliveAsync(http, answer, running, limit, action);
                return;
            }

            await running;
        }
        catch (Exception error) when (end.IsCancellationRequested && !gone.IsCancellationRequested && !answer.IsBegun)
        {
            // It heeded its token: what it had written is rolled back, and this is the first word of the answer.
            metrics.Exceeded(action);
            if (error is not OperationCanceledException)
            {
                log.EndedBadly(error, action);
            }

            answer.Restore();
            http.RequestAborted = gone;
            http.Response.Clear();
            await problems.WriteAsync(http, Problem(http, limit));
        }
        finally
        {
            http.RequestAborted = gone;
            answer.Restore();
        }
    }

    // One that throws before its first wait counts as one that throws after.
    private static async Task Start(RequestDelegate handler, HttpContext http) => await handler(http);

    private async Task OutliveAsync(HttpContext http, DeadlineResponse answer, Task running, TimeSpan limit, string action)
    {
        using var counted = metrics.Late(action);
        if (http.Features.Get<MemberDeadline>() is { } member)
        {
            member.Pass();
        }
        else
        {
            await AnswerAsync(http, answer, limit);
        }

        log.Outlived(action, limit.TotalSeconds);
        try
        {
            await running;
            metrics.Ended(action, "ended");
        }
        catch (Exception error)
        {
            metrics.Ended(action, "failed");
            log.EndedBadly(error, action);
        }
    }

    private async Task AnswerAsync(HttpContext http, DeadlineResponse answer, TimeSpan limit)
    {
        var body = Problem(http, limit).ToUtf8();
        try
        {
            await answer.SayAsync(
                StatusCodes.Status504GatewayTimeout,
                headers =>
                {
                    headers.ContentType = ProblemWriter.ContentType;
                    headers.CacheControl = "no-store";
                    headers.ContentLength = body.Length;
                    if (HttpProtocol.IsHttp11(http.Request.Protocol))
                    {
                        // The next request on this connection would wait for the handler.
                        headers.Connection = "close";
                    }
                },
                body);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // Nobody is left to hear of it.
        }
    }

    private ProblemAnswer Problem(HttpContext http, TimeSpan limit) => ProblemAnswer.For(
        ProblemCodes.DeadlineExceeded, http, problems.Now, string.Create(CultureInfo.InvariantCulture, $"It took longer than {limit.TotalSeconds:0.###} s. Whether it takes effect after all is known when it is sent again under the same id."));
}
