using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary><c>GET /_evenkeel/drafts/{key}</c>.</summary>
internal sealed class ReadDraft(DraftRequest request, DraftStore store)
{
    public Task HandleAsync(HttpContext http) => request.ForDraftAsync(http, async name =>
    {
        var draft = await store.ReadAsync(http.RequestServices, name, http.RequestAborted);
        if (draft is { IsThere: true })
        {
            await DraftRequest.SendAsync(http, DraftText.Of(name, draft), draft.Revision);
            return;
        }

        var last = draft?.Revision ?? 0;
        await request.RefuseAsync(http, ProblemCodes.NotFound, $"There is no draft of this key. A new one follows revision {last}.", problem => problem with { Rev = last });
    });
}
