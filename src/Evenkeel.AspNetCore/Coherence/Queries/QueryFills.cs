using System.Diagnostics;
using System.Globalization;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Tags;
using Evenkeel.AspNetCore.Coherence.Tokens;
using Evenkeel.AspNetCore.Coherence.Tracking;
using Evenkeel.AspNetCore.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>
/// Runs the handler of a cached query for whoever waits for its answer: on a request and a scope of its own, apart from the transaction, the accessor and the abort token of the one who asked first. Thread-safe.
/// </summary>
internal sealed class QueryFills(IHttpContextFactory contexts, TagTable tags, CallerResolver callers, IOptions<CacheOptions> options, TimeProvider time, ILogger<QueryFills> log)
{
    public Task<KeptAnswer> RunAsync(QueryCall call, CancellationToken nobodyWaits)
    {
        // Past the cache it is a fill that nobody keeps: what it reads is to be known all the same.
        var (fill, activity, culture, uiCulture) = (Fill.Current ?? new Fill(tags), Activity.Current, CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var past = ReadPosition.Current is { BypassesCache: true } ? ReadPosition.Current : null;
        return CleanFlow.Run(() =>
        {
            (Activity.Current, CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture, Fill.Current) = (activity, culture, uiCulture, fill);
            ReadPosition.Current = past;
            NarrowedReads.Current = call.Query.Narrowing?.For(call.Http.Request);
            return RunApartAsync(call, fill, nobodyWaits);
        });
    }

    private async Task<KeptAnswer> RunApartAsync(QueryCall call, Fill fill, CancellationToken nobodyWaits)
    {
        var run = new QueryRun(options.Value.MaximumPayloadBytes, nobodyWaits);
        var handling = HandleAsync(call, run);
        await Task.WhenAny(handling, run.Refused);
        var answer = run.Refused.IsCompleted ? Refuse(run, handling, await run.Refused) : await handling;
        if (answer.Refusal is null && fill.MayBeKept)
        {
            answer.Reads = new AnswerReads(fill.Tags);
        }

        if (!answer.MayBeKept)
        {
            fill.CannotBeKept();
        }
        else
        {
            call.Query.Record.Filled(call.Target, fill, time.GetUtcNow());
        }

        return answer;
    }

    // The handler may go on writing for as long as somebody reads. It is told that nobody does, and not waited for.
    private static KeptAnswer Refuse(QueryRun run, Task handling, string reason)
    {
        run.Cancel();
        _ = handling.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return KeptAnswer.Refused(reason);
    }

    private async Task<KeptAnswer> HandleAsync(QueryCall call, QueryRun run)
    {
        using var ended = run;
        var http = contexts.Create(FillRequest.Make(call, run));
        try
        {
            FillRequest.Carry(call, http);
            if (!call.Target.IsFor(callers.Find(http), call.Query.Owner))
            {
                return KeptAnswer.Refused("another caller is found in a scope of its own; see CachedQueryOptions.Carry");
            }

            await call.Handler(http);
            await run.Response.CompleteAsync();
            return KeptAnswer.Of(run.Response);
        }
        finally
        {
            await run.Response.RunCompletedAsync(error => log.FillCleanUpFailed(error, call.Query.Route));
            contexts.Dispose(http);
        }
    }
}
