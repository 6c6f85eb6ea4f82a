using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Transactions;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary><c>POST /_evenkeel/operations/{id}/void</c>: makes sure that a discarded operation can never run.</summary>
internal sealed class VoidEndpoint(
    ApplicationStore store, WriteGates gates, InFlight inFlight, CallerResolver callers, ProblemWriter problems, OpenOperations open, IOptions<LedgerOptions> options, TimeProvider clock)
{
    public async Task HandleAsync(HttpContext http, string id)
    {
        var caller = callers.Resolve(http);
        if (http.Request.Headers[KeelHeaders.Scope] is { Count: > 0 } scope && scope != caller.Scope)
        {
            await problems.WriteAsync(http, ProblemCodes.ScopeMismatch, "The operation was made under another sign-in than the present one.");
            return;
        }

        if (!OperationId.TryParse(id, out var operation))
        {
            await problems.WriteAsync(http, ProblemCodes.OperationIdMalformed, "The id in the path is not a UUID version 7.");
            return;
        }

        if (operation.StampedAt > (clock.GetUtcNow() + options.Value.MaxAhead).ToUnixTimeMilliseconds())
        {
            // Such an id is refused as an operation too, and its row would outlive every purge.
            await problems.WriteAsync(http, ProblemCodes.OperationIdInFuture);
            return;
        }

        await VoidAsync(http, new LedgerKey(caller, operation));
    }

    private async Task VoidAsync(HttpContext http, LedgerKey key)
    {
        try
        {
            var found = await LedgerVoid.WriteAsync(store.Resolve(http.RequestServices), gates, inFlight, key, options.Value.WriteWait, clock.GetUtcNow(), http.RequestAborted);
            if (found is { State: LedgerState.Applied })
            {
                var problem = ProblemAnswer.For(ProblemCodes.AlreadyApplied, http, clock.GetUtcNow());
                await problems.WriteAsync(http, problem with { AppliedStatus = found.Answer.Status });
                return;
            }

            if (found is { State: LedgerState.Open } && !(open.IsLost(key, found) && await open.VoidAsync(key, store.Resolve(http.RequestServices), http.RequestAborted)))
            {
                await problems.WriteAsync(http, ProblemCodes.OutcomeUnknown, "The operation is under way, or was interrupted a short while ago.", TimeSpan.FromSeconds(1));
                return;
            }

            http.Response.Headers.CacheControl = "no-store";
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("{\"state\":\"void\"}", http.RequestAborted);
        }
        catch (Exception error) when (error is DatabaseBusyException or TimeoutException)
        {
            await problems.WriteAsync(http, ProblemCodes.DatabaseBusy, "Nothing was written.", TimeSpan.FromSeconds(1));
        }
    }
}
