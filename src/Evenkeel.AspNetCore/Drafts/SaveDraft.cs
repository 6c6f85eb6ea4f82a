using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary><c>PUT /_evenkeel/drafts/{key}</c>.</summary>
internal sealed class SaveDraft(DraftRequest request, DraftStore store, DraftMetrics metrics, IOptions<DraftOptions> options)
{
    public Task HandleAsync(HttpContext http) => request.ForDraftAsync(http, async name =>
    {
        if (!DraftRevision.TryReadTag(http.Request.Headers.IfMatch, out var follows))
        {
            await request.RefuseAsync(http, ProblemCodes.DraftRevisionMalformed, DraftRevision.Rule);
            return;
        }

        if (follows == DraftRevision.Greatest)
        {
            await request.RefuseAsync(http, ProblemCodes.DraftRevisionMalformed, "No revision follows this one.");
            return;
        }

        if (await DraftBody.ReadAsync(http.Request, options.Value.LargestBytes, http.RequestAborted) is not { } body)
        {
            await request.RefuseAsync(http, ProblemCodes.DraftTooLarge, $"The body is longer than {options.Value.LargestBytes} bytes. The draft is as it was.");
            return;
        }

        var (input, fault) = DraftBody.Parse(body.Span);
        if (input is null)
        {
            await request.RefuseAsync(http, ProblemCodes.DraftMalformed, fault);
            return;
        }

        using var activity = KeelActivities.Source.StartActivity("evenkeel.draft.save");
        var outcome = await store.SaveAsync(http.RequestServices, name, follows, input, http.RequestAborted);
        metrics.Saved(outcome);
        await AnswerAsync(http, name, outcome);
    });

    private Task AnswerAsync(HttpContext http, DraftName name, SaveOutcome outcome) => outcome switch
    {
        SaveOutcome.Saved saved => DraftRequest.SendAsync(http, DraftText.OfSaved(saved), saved.Revision),
        SaveOutcome.Conflict conflict => request.RefuseLaterAsync(http, name, conflict.Current, "The draft has another revision by now. What was sent is kept beside it, under its 'by'."),
        SaveOutcome.Consumed consumed => request.RefuseAsync(
            http, ProblemCodes.DraftConsumed, $"A command has saved what was typed up to revision {consumed.Revision}. A new draft follows that one.", problem => problem with { Rev = consumed.Revision }),
        SaveOutcome.TooMany tooMany => request.RefuseAsync(http, ProblemCodes.TooManyDrafts, tooMany.Detail),
        _ => throw new InvalidOperationException("A save has another outcome."),
    };
}
