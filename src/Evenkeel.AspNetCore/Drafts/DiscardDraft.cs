using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary><c>DELETE /_evenkeel/drafts/{key}</c>: a draft up to a revision, or what somebody left beside it.</summary>
internal sealed class DiscardDraft(DraftRequest request, DraftStore store)
{
    public Task HandleAsync(HttpContext http) => request.ForDraftAsync(
        http, name => http.Request.Query.TryGetValue("by", out var by) ? DiscardOtherAsync(http, name, by) : DiscardAsync(http, name));

    private async Task DiscardAsync(HttpContext http, DraftName name)
    {
        if (!DraftRevision.TryReadTag(http.Request.Headers.IfMatch, out var revision))
        {
            await request.RefuseAsync(http, ProblemCodes.DraftRevisionMalformed, DraftRevision.Rule);
        }
        else if (await store.DiscardAsync(http.RequestServices, name, revision, http.RequestAborted) is { } later)
        {
            await request.RefuseLaterAsync(http, name, later, "The draft has a later revision by now, which stays.");
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private async Task DiscardOtherAsync(HttpContext http, DraftName name, StringValues by)
    {
        if (by is not [{ } who] || !DraftName.IsBy(who))
        {
            await request.RefuseAsync(http, ProblemCodes.DraftMalformed, "'by' must be one name of 1 to 32 characters of A-Z a-z 0-9 . _ ~ : @ -");
            return;
        }

        await store.DiscardOtherAsync(http.RequestServices, name, who, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
