using System.Runtime.ExceptionServices;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Transactions;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>
/// Runs a handler that keeps its own transactions. It starts once at most; what it did is one with its ledger row only as long as nothing breaks in
/// between, and where something did, nobody is told that it is done.
/// </summary>
internal sealed class OwnedCommand(OpenOperations open, ProblemWriter problems, IOptions<LedgerOptions> options, ILogger<OwnedCommand> log)
{
    private static readonly TimeSpan RetrySoon = TimeSpan.FromSeconds(1);

    public async Task RunAsync(HttpContext http, RequestDelegate handler, CommandTraits traits, LedgerRecord row, IRowCompanion? companion, DbContext context)
    {
        try
        {
            if (await open.BeginAsync(row, context, http.RequestAborted) is { } known)
            {
                await AnswerKnownAsync(http, row, known);
                return;
            }
        }
        catch (DatabaseBusyException busy)
        {
            log.WriteNotAccepted(busy, row.Action);
            await problems.WriteAsync(http, ProblemCodes.DatabaseBusy, "Nothing ran.", RetrySoon);
            return;
        }

        await HandleAsync(http, handler, traits, row, companion, context);
    }

    /// <summary>Answers a repeat of an operation whose row is open: try again while it may run, and for a person to find out when it surely does not.</summary>
    public Task AnswerOpenAsync(HttpContext http, LedgerKey key, LedgerEntry known) => open.IsLost(key, known)
        ? problems.WriteAsync(http, ProblemCodes.OutcomeLost, "It keeps its own transactions and ended without an answer: some, all or none of it may have taken effect. It is not run again.")
        : problems.WriteAsync(http, ProblemCodes.OutcomeUnknown, "The operation is under way, or was interrupted a short while ago.", RetrySoon);

    private Task AnswerKnownAsync(HttpContext http, LedgerRecord row, LedgerEntry known) => LedgerReplay.IsOpen(known, row.Fingerprint)
        ? AnswerOpenAsync(http, row.Key, known)
        : LedgerReplay.SendAsync(http, known, row.Fingerprint, problems);

    private async Task HandleAsync(HttpContext http, RequestDelegate handler, CommandTraits traits, LedgerRecord row, IRowCompanion? companion, DbContext context)
    {
        using var answer = new BufferedAnswer(http);
        ExceptionDispatchInfo? fault = null;
        try
        {
            await handler(http);
            await answer.FlushAsync();
        }
        catch (Exception error)
        {
            fault = ExceptionDispatchInfo.Capture(error);
            answer.Clear();
        }

        var status = fault is null ? http.Response.StatusCode : StatusCodes.Status500InternalServerError;
        try
        {
            await open.EndAsync(row.Key, context, IsOutcome(status) ? answer.ToStored(traits.Sensitive, options.Value.MaxAnswerBytes) : null, status, companion);
        }
        catch (Exception error)
        {
            // The answer is true all the same, and its caller is to have it; a repeat will not.
            log.AnswerNotStored(error, row.Action, row.Key.Operation.Value);
        }

        fault?.Throw();
        await answer.SendAsync();
    }

    // An answer that asks for another try says nothing of what was written before it.
    private static bool IsOutcome(int status) => status is < 500 and not (408 or 425 or 429);
}
