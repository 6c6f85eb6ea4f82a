using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Pipeline;

/// <summary>
/// Gives a body to errors that the framework answers without one (401, 403, 404, 405, 400, 415), and lets the ledger answer for a known operation whose action is gone or
/// no longer allowed.
/// </summary>
internal sealed class AnswerFilling(CallerResolver callers, IContractCheck contracts, ProblemWriter problems)
{
    private static readonly TimeSpan RetrySoon = TimeSpan.FromSeconds(1);

    /// <summary>Fills an answer that has an error status and nothing else.</summary>
    public async Task FillAsync(HttpContext http)
    {
        var response = http.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength > 0 || response.ContentType is not null)
        {
            return;
        }

        var known = response.StatusCode is 403 or 404 or 405 ? await FindAsync(http) : null;
        if (known is { } found && response.StatusCode != 403)
        {
            response.Headers.Remove("Allow");
            if (LedgerReplay.IsOpen(found.Entry, found.Fingerprint))
            {
                await http.RequestServices.GetRequiredService<OwnedCommand>().AnswerOpenAsync(http, found.Key, found.Entry);
                return;
            }

            await LedgerReplay.SendAsync(http, found.Entry, found.Fingerprint, problems);
            return;
        }

        if (response.StatusCode is 404 or 405 && !IsAction(http) && await contracts.IsElsewhereAsync(http))
        {
            response.Headers.Remove("Allow");
            await problems.WriteAsync(http, ProblemCodes.ContractElsewhere, "Nothing ran. Send the same again.", RetrySoon);
            return;
        }

        var unknown = http.Request.Headers.ContainsKey(KeelHeaders.OperationId) && !IsAction(http);
        await problems.WriteAsync(http, ProblemAnswer.For(CodeOf(response.StatusCode, unknown), http, problems.Now) with
        {
            Status = response.StatusCode,
            Applied = known is { Entry.State: LedgerState.Applied } ? true : null,
        });
    }

    private static string CodeOf(int status, bool unknown) => status switch
    {
        401 => ProblemCodes.Unauthenticated,
        403 => ProblemCodes.Forbidden,
        404 or 405 when unknown => ProblemCodes.ActionUnknown,
        404 => ProblemCodes.NotFound,
        405 => ProblemCodes.MethodNotAllowed,
        400 => ProblemCodes.RequestMalformed,
        413 => ProblemCodes.OperationTooLarge,
        415 => ProblemCodes.MediaTypeUnsupported,
        < 500 => ProblemCodes.Refused,
        _ => ProblemCodes.InternalError,
    };

    private async Task<(LedgerKey Key, LedgerEntry Entry, byte[] Fingerprint)?> FindAsync(HttpContext http)
    {
        // A 404 of an action's own handler is its answer; only where no action answered may the ledger.
        if (http.Request.Headers[KeelHeaders.OperationId] is not [var header] || !OperationId.TryParse(header, out var id)
            || http.RequestServices.GetService<ApplicationStore>() is not { } store
            || (http.Response.StatusCode == 404 && IsAction(http)))
        {
            return null;
        }

        var context = store.Resolve(http.RequestServices);
        var key = new LedgerKey(callers.Resolve(http), id);
        var entry = await LedgerTable.Of(context).FindAsync(context.GetService<IRelationalConnection>(), key, http.RequestAborted);
        return entry is null ? null : (key, entry, await RequestFingerprint.TakeAsync(http.Request, http.RequestAborted));
    }

    // Where MVC routes by itself a command has no endpoint.
    private static bool IsAction(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ActionMetadata>() is not null || http.Features.Get<CommandReached>() is not null;
}
