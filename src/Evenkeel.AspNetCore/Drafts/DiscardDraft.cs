using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>
/// <c>DELETE /_evenkeel/drafts/{key}</c>: a draft up to a revision, with <c>?by=</c> up to that revision of somebody, or without a revision what somebody left beside it.
/// </summary>
internal sealed class DiscardDraft(DraftRequest request, DraftStore store)
{
    public Task HandleAsync(HttpContext http) => request.ForDraftAsync(
        http, name => !http.Request.Query.TryGetValue("by", out var by) ? DiscardAsync(http, name, by: null)
            : by is not [{ } who] || !DraftName.IsBy(who) ? request.RefuseAsync(http, ProblemCodes.DraftMalformed, "'by' must be one name of 1 to 32 characters of A-Z a-z 0-9 . _ ~ : @ -")
            : http.Request.Headers.IfMatch.Count > 0 ? DiscardAsync(http, name, who)
            : DiscardOtherAsync(http, name, who));

    private async Task DiscardAsync(HttpContext http, DraftName name, string? by)
    {
        if (!DraftRevision.TryReadTag(http.Request.Headers.IfMatch, out var revision))
        {
            await request.RefuseAsync(http, ProblemCodes.DraftRevisionMalformed, DraftRevision.Rule);
        }
        else if (await store.DiscardAsync(http.RequestServices, name, revision, by, http.RequestAborted) is { } later)
        {
            await request.RefuseLaterAsync(http, name, later, "The draft has another revision by now, which stays.");
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private async Task DiscardOtherAsync(HttpContext http, DraftName name, string by)
    {
        await store.DiscardOtherAsync(http.RequestServices, name, by, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
