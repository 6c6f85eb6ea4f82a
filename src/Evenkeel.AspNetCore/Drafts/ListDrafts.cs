using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Paging;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary><c>GET /_evenkeel/drafts</c>: the caller's drafts, newest first, in pages.</summary>
internal sealed class ListDrafts(DraftRequest request, DraftStore store, PageBinder pages)
{
    public Task HandleAsync(HttpContext http) => request.ForCallerAsync(http, async caller =>
    {
        var page = await pages.BindAsync(http, endpoint: null);
        if (page.Source?.Refusal is { } refusal)
        {
            await new PageProblem(refusal).ExecuteAsync(http);
            return;
        }

        try
        {
            await http.Response.WriteAsJsonAsync(await ReadAsync(http, caller, page), DraftJson.Default.PageDraftSummary, cancellationToken: http.RequestAborted);
        }
        catch (PageRefusedException refused)
        {
            await new PageProblem(refused).ExecuteAsync(http);
        }
    });

    private Task<Page<DraftSummary>> ReadAsync(HttpContext http, Caller caller, PageRequest page) => store.ContextOf(http.RequestServices).Set<DraftRow>().AsNoTracking()
        .Where(row => row.Tenant == caller.Tenant && row.User == caller.User && row.Bytes > 0)
        .OrderByDescending(row => row.At)
        .ToPageAsync(page, row => new DraftSummary { Key = row.Key, Revision = row.Revision, At = row.At, StoredForm = row.Form, Bytes = row.Bytes }, http.RequestAborted);
}
