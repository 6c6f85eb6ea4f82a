using System.Diagnostics;
using System.Globalization;
using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Coherence.Tokens;
using Evenkeel.AspNetCore.Pipeline;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.AspNetCore.Sessions.Unknown;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.AspNetCore.Upgrading;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Flushing;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>Runs one operation of a flush as a request of its own through the application's pipeline.</summary>
internal sealed class OperationPipeline(
    PipelineTail tail, IHttpContextFactory contexts, CallerResolver callers, AnswerFilling filling, Upgrades upgrades, ProblemWriter problems, ILogger<OperationPipeline> log)
{
    private static readonly TimeSpan RetrySoon = TimeSpan.FromSeconds(1);

    /// <param name="flush">The request that carries the operation.</param>
    /// <param name="line">The operation.</param>
    /// <param name="group">What it may share; null: it runs by itself.</param>
    /// <param name="deadline">Hears of it when the operation's time is over and its handler goes on.</param>
    public Task<LineAnswer> RunAsync(HttpContext flush, FlushLine line, FlushGroup? group, MemberDeadline deadline)
    {
        // Of the ambient state only what belongs to the trace and the language goes along.
        var (activity, culture, uiCulture) = (Activity.Current, CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        return CleanFlow.Run(() =>
        {
            (Activity.Current, CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (activity, culture, uiCulture);
            var trail = line.Void is null ? CallTrail.Of(flush)?.ForOperation() : null;
            trail?.Enter();
            return TraceAsync(flush, line, group, trail, deadline);
        });
    }

    // What a click began goes on in its trace, however long the operation lay on the device; where nothing is known of that, in the flush's.
    private async Task<LineAnswer> TraceAsync(HttpContext flush, FlushLine line, FlushGroup? group, CallTrail? trail, MemberDeadline deadline)
    {
        using var activity = KeelActivities.StartConsumer(line.Void is null ? "evenkeel.operation" : "evenkeel.void", TraceParent.Read(line.Trace));
        var answer = await RunApartAsync(flush, line, group, trail, deadline);
        activity?.SetTag("http.response.status_code", answer.Line.Status).SetTag(TelemetryNames.Action, answer.Measured?.Action);
        return answer;
    }

    private static MeasuredOperation? MeasuredOf(HttpContext http) =>
        http.Features.Get<MeasuredOperation>() ?? (http.Features.Get<CommandReached>() is null ? MeasuredOperation.Refused(http.Response.StatusCode, http.Features.Get<SaidProblem>()?.Code) : null);

    private async Task<LineAnswer> RunApartAsync(HttpContext flush, FlushLine line, FlushGroup? group, CallTrail? trail, MemberDeadline deadline)
    {
        using var response = new HeldResponse();
        var features = OperationRequest.Make(flush, line, response);
        features.Set(trail);
        features.Set(deadline);
        Share(features, group);
        var http = contexts.Create(features);
        OperationRequest.ShareCors(flush, http);
        upgrades.Redirect(http);
        try
        {
            await RunAsync(http, line, response);
            if (trail is not null)
            {
                trail.Handled = (SessionUnknown.Is(http) ? null : callers.Find(http)?.Tenant, IsReplay(response));
            }

            return new LineAnswer(Answer(line, http, response), trail, line.Void is null ? MeasuredOf(http) : null);
        }
        finally
        {
            await response.RunCompletedAsync(error => log.CleanUpFailed(error, http.Request.Method, http.Request.Path));
            contexts.Dispose(http);
        }
    }

    private static void Share(FeatureCollection features, FlushGroup? group)
    {
        if (group is null)
        {
            features.Set(new RunsAlone());
            return;
        }

        features.Set(group);
        group.Enter();
    }

    private async Task RunAsync(HttpContext http, FlushLine line, HeldResponse response)
    {
        try
        {
            await tail.Run!(http);
            await response.TakeUpAsync();
            if (SessionUnknown.Is(http))
            {
                Clear(http, response);
                await SessionUnknown.AnswerAsync(http);
            }
            else if (response.Bytes.IsEmpty)
            {
                await filling.FillAsync(http);
            }

            if (line.Void is null && response.StatusCode < 400 && http.Features.Get<CommandReached>() is null && !IsReplay(response))
            {
                await RefuseAnswerOfAnotherAsync(http, response);
            }

            await response.CompleteAsync();
        }
        catch (SessionUnknownException)
        {
            Clear(http, response);
            await SessionUnknown.AnswerAsync(http);
        }
        catch (BadHttpRequestException error)
        {
            Clear(http, response);
            await problems.WriteAsync(http, RefusedBinding.For(error, http, problems.Now));
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            log.OperationFailed(error, http.Request.Method, http.Request.Path);
            Clear(http, response);
            await problems.WriteAsync(http, ProblemCodes.InternalError);
        }
    }

    // A challenge that redirects to a sign-in page, a page about maintenance: to the client it would look like the command's success.
    private async Task RefuseAnswerOfAnotherAsync(HttpContext http, HeldResponse response)
    {
        var status = response.StatusCode;
        log.CommandNotReached(http.Request.Method, http.Request.Path, status);
        Clear(http, response);
        var challenged = status is >= 300 and not 304 && http.User.Identity is not { IsAuthenticated: true };
        await problems.WriteAsync(
            http, challenged ? ProblemCodes.Unauthenticated : ProblemCodes.OutcomeUnknown, $"The answer was {status}, and not the command's. Nothing ran.", challenged ? null : RetrySoon);
    }

    private static void Clear(HttpContext http, HeldResponse response)
    {
        response.Clear();
        http.Features.Set<IHttpResponseBodyFeature>(response);
    }

    private static bool IsReplay(HeldResponse response) => response.Headers[KeelHeaders.Replayed] == "true";

    private static AnswerLine Answer(FlushLine line, HttpContext http, HeldResponse response) => new()
    {
        Id = line.Id,
        Void = line.Void,
        Line = line.Line,
        Status = response.StatusCode,
        Replayed = IsReplay(response),
        Omitted = response.Headers[KeelHeaders.Answer] == "omitted",
        Location = response.Headers.Location is [var location] ? location : null,
        ETag = response.Headers.ETag is [var etag] ? etag : null,
        RetryAfter = int.TryParse(response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
        ContentType = http.Response.ContentType,
        Body = response.Bytes,
    };
}
