using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Coherence.Memory;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>Answers requests of cached queries. Thread-safe.</summary>
internal sealed class QueryAnswers(KeelCache cache, CallerResolver callers, QueryFills fills, ILogger<CachedQuery> log)
{
    public Task AnswerAsync(HttpContext http, CachedQuery query, RequestDelegate handler)
    {
        if (!QueryTarget.TryRead(http, query, callers, out var target))
        {
            query.Record.Passed();
            return handler(http);
        }

        var call = new QueryCall(query, target, http, handler, fills);
        var pending = cache.GetOrCreateAsync(target.Key, call, static (call, nobodyWaits) => call.FillAsync(nobodyWaits), query.Entry, tags: null, http.RequestAborted);
        if (pending.IsCompletedSuccessfully && !call.HasRun)
        {
            query.Record.Hit();
            return pending.Result is { Refusal: null } answer ? answer.SendAsync(http) : handler(http);
        }

        query.Record.Missed();
        return SendAsync(pending, http, query, handler);
    }

    private async Task SendAsync(ValueTask<KeptAnswer> pending, HttpContext http, CachedQuery query, RequestDelegate handler)
    {
        var answer = await pending;
        if (answer.Refusal is { } reason)
        {
            if (query.Record.IsFirstRefusal())
            {
                log.NotKept(query.Route, reason);
            }

            await handler(http);
            return;
        }

        await answer.SendAsync(http);
    }
}
