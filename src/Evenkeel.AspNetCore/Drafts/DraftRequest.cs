using System.Data.Common;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>What the endpoints of drafts have in common: who calls, which draft is meant, and how a database that does not answer is told.</summary>
internal sealed class DraftRequest(CallerResolver callers, ProblemWriter problems, ILogger<DraftRequest> log)
{
    private static readonly TimeSpan RetrySoon = TimeSpan.FromSeconds(1);

    /// <summary>Answers for a signed-in caller.</summary>
    public async Task ForCallerAsync(HttpContext http, Func<Caller, Task> answer)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.User.Identity is not { IsAuthenticated: true })
        {
            await RefuseAsync(http, ProblemCodes.Unauthenticated, "Only signed-in callers have drafts.");
            return;
        }

        var caller = callers.Resolve(http);
        if (http.Request.Headers[KeelHeaders.Scope] is { Count: > 0 } scope && scope != caller.Scope)
        {
            // A tab that does not know yet that somebody else has signed in.
            await RefuseAsync(http, ProblemCodes.ScopeMismatch, "The draft was typed under another sign-in than the present one.");
            return;
        }

        try
        {
            await answer(caller);
        }
        catch (Exception error) when (IsOfTheDatabase(error) && !http.Response.HasStarted)
        {
            log.NotAnswered(error, http.Request.Method);
            await problems.WriteAsync(http, ProblemCodes.DatabaseBusy, "Send the same again.", RetrySoon);
        }
    }

    /// <summary>Answers for the draft that the path names.</summary>
    public Task ForDraftAsync(HttpContext http, Func<DraftName, Task> answer) => ForCallerAsync(http, caller =>
    {
        var key = http.Request.RouteValues["key"] as string ?? "";
        return DraftName.IsKey(key)
            ? answer(new DraftName(caller, key))
            : RefuseAsync(http, ProblemCodes.DraftKeyMalformed, $"{DraftName.KeyRule}; this one has {key.Length} characters{(key.Length is >= 1 and <= DraftName.MostKeyCharacters ? ", some of them others" : "")}.");
    });

    public Task RefuseAsync(HttpContext http, string code, string? detail = null) => problems.WriteAsync(http, code, detail);

    public Task RefuseAsync(HttpContext http, string code, string? detail, Func<ProblemAnswer, ProblemAnswer> with) =>
        problems.WriteAsync(http, with(ProblemAnswer.For(code, http, problems.Now, detail)));

    /// <summary>Refuses what a later revision stands against.</summary>
    public Task RefuseLaterAsync(HttpContext http, DraftName name, StoredDraft current, string detail)
    {
        http.Response.Headers.ETag = DraftRevision.ToTag(current.Revision);
        return RefuseAsync(http, ProblemCodes.DraftConflict, detail, problem => problem with { Current = new RawJson(DraftText.Of(name, current)) });
    }

    // Entity Framework Core wraps what it takes for transient.
    private static bool IsOfTheDatabase(Exception error) => error is TimeoutException or DbException || (error is InvalidOperationException && error.InnerException is TimeoutException or DbException);

    /// <summary>Sends JSON that is at hand.</summary>
    public static Task SendAsync(HttpContext http, ReadOnlyMemory<byte> json, long revision)
    {
        http.Response.Headers.ETag = DraftRevision.ToTag(revision);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        return http.Response.Body.WriteAsync(json, http.RequestAborted).AsTask();
    }
}
