using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Memory;
using Evenkeel.AspNetCore.Coherence.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>Answers requests of cached queries. Thread-safe.</summary>
internal sealed class QueryAnswers(KeelCache cache, ICoherence coherence, CallerResolver callers, QueryFills fills, ILogger<CachedQuery> log)
{
    public Task AnswerAsync(HttpContext http, CachedQuery query, RequestDelegate handler)
    {
        if (!QueryTarget.TryRead(http, query, callers, out var target))
        {
            query.Record.Passed();
            return handler(http);
        }

        var call = new QueryCall(query, target, http, handler, fills);
        return query.IsStrict ? AnswerStrictlyAsync(call) : AnswerAsync(call);
    }

    private async Task AnswerStrictlyAsync(QueryCall call)
    {
        try
        {
            await coherence.PositionAfterAsync(call.Http.RequestAborted);
        }
        catch (Exception error) when (!call.Http.RequestAborted.IsCancellationRequested)
        {
            log.NotCaughtUp(error);
            var position = ReadPosition.Current ??= new ReadPosition();
            position.BypassesCache = true;
        }

        await AnswerAsync(call);
    }

    private Task AnswerAsync(QueryCall call)
    {
        var (http, query) = (call.Http, call.Query);
        var pending = cache.GetOrCreateAsync(call.Target.Key, call, static (call, nobodyWaits) => call.FillAsync(nobodyWaits), query.Entry, tags: null, http.RequestAborted);
        if (pending.IsCompletedSuccessfully && !call.HasRun)
        {
            query.Record.Hit();
            return pending.Result is { Refusal: null } answer ? SendAsync(answer, call) : call.Handler(http);
        }

        query.Record.Missed();
        return SendAsync(pending, call);
    }

    private static Task SendAsync(KeptAnswer answer, QueryCall call)
    {
        if (answer.Reads is { } reads && CallTrail.Of(call.Http) is { } trail)
        {
            trail.Answer = (reads, call.Target.Caller.Tenant);
        }

        return answer.SendAsync(call.Http);
    }

    private async Task SendAsync(ValueTask<KeptAnswer> pending, QueryCall call)
    {
        var answer = await pending;
        if (answer.Refusal is { } reason)
        {
            if (call.Query.Record.IsFirstRefusal())
            {
                log.NotKept(call.Query.Route, reason);
            }

            await call.Handler(call.Http);
            return;
        }

        await SendAsync(answer, call);
    }
}
