using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Coherence.Tags;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Drafts;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Transactions;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Runs a command that carries an operation id: the checks in the protocol's order, then the handler, once.</summary>
internal sealed class CommandRunner(
    CallerResolver callers,
    ApplicationStore store,
    WriteGates gates,
    InFlight inFlight,
    LedgerReaders readers,
    FreshIds fresh,
    CommandAttempts attempts,
    OwnedCommand owned,
    IContractCheck contracts,
    IServiceScopeFactory scopes,
    ProblemWriter problems,
    IOptions<LedgerOptions> options,
    TimeProvider clock,
    CommandWatch watch,
    DraftConsumption? drafts = null)
{
    public TimeProvider Clock => clock;

    public Task RunAsync(HttpContext http, RequestDelegate handler, CommandTraits traits) =>
        watch.IsOn ? RunWatchedAsync(http, handler, traits) : CheckAsync(http, handler, traits);

    // Apart: what a lambda captures is made where its method begins, and nobody may listen.
    private Task RunWatchedAsync(HttpContext http, RequestDelegate handler, CommandTraits traits) => watch.RunAsync(http, traits.Name, () => CheckAsync(http, handler, traits));

    private async Task CheckAsync(HttpContext http, RequestDelegate handler, CommandTraits traits)
    {
        ChangeOrigin.Current = traits.Name;
        var caller = callers.Resolve(http);
        if (http.Request.Headers[KeelHeaders.Scope] is { Count: > 0 } scope && scope != caller.Scope)
        {
            await problems.WriteAsync(http, ProblemCodes.ScopeMismatch, "The operation was made under another sign-in than the present one.");
            return;
        }

        var header = http.Request.Headers[KeelHeaders.OperationId];
        if (header.Count != 1 || !OperationId.TryParse(header[0], out var id))
        {
            await problems.WriteAsync(http, ProblemCodes.OperationIdMalformed, $"'{KeelHeaders.OperationId}' must be one UUID version 7.");
            return;
        }

        var key = new LedgerKey(caller, id);
        var alone = http.Features.Get<RunsAlone>() is not null;
        var shares = !alone && !traits.Alone && !traits.Once && !traits.Pace.IsSlow;
        var group = shares ? http.Features.Get<FlushGroup>() : null;
        if (group is null && http.Features.Get<FlushGroup>() is { Open: not null } others)
        {
            // It does not share, and must not wait for what it comes after.
            others.WantsAlone = true;
            return;
        }

        var verdict = await contracts.JudgeAsync(http);
        var context = store.Resolve(http.RequestServices);
        IRowCompanion? consumed = null;
        if (verdict.Code is null && drafts?.TryRead(http, caller, context, out consumed) == false)
        {
            verdict = new ContractVerdict { Code = ProblemCodes.DraftMalformed, Detail = DraftConsumption.Rule };
        }

        if (verdict.Code is not null)
        {
            await AnswerRefusedAsync(http, handler, key, verdict, context);
            return;
        }

        var row = new LedgerRecord
        {
            Key = key,
            State = LedgerState.Applied,
            Fingerprint = await RequestFingerprint.TakeAsync(http.Request, http.RequestAborted),
            Action = traits.Name,
            KeptSince = Math.Max(id.StampedAt, clock.GetUtcNow().ToUnixTimeMilliseconds()),
        };
        var order = new OperationOrder
        {
            Row = row,
            Companion = consumed,
            Store = store,
            Gates = gates,
            InFlight = inFlight,
            Scopes = scopes,
            Metrics = watch.Metrics,
            Clock = clock,
            WriteWait = options.Value.WriteWait,
            RowFirst = traits.Once,
            SingleSave = traits.SingleSave && DatabaseEngines.Of(context) == DatabaseEngine.PostgreSql,
            Shares = shares,
            Pace = traits.Pace,
            Careful = alone,
            Group = group,
        };
        if (order.Shares || DatabaseEngines.Of(context) != DatabaseEngine.Sqlite)
        {
            // A server's connection goes back to its pool between two uses: a slow handler must not keep one that others wait for.
            await RunAsync(http, handler, traits, order, context, verdict);
            return;
        }

        // Opening a SQLite connection registers Entity Framework Core's functions anew, which costs more than what follows; so it is opened once.
        await context.Database.OpenConnectionAsync(http.RequestAborted);
        try
        {
            await RunAsync(http, handler, traits, order, context, verdict);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private async Task RunAsync(HttpContext http, RequestDelegate handler, CommandTraits traits, OperationOrder order, DbContext context, ContractVerdict verdict)
    {
        var (key, fingerprint) = (order.Row.Key, order.Row.Fingerprint);
        if (IsFresh(traits, order))
        {
            if (verdict.Convert is not null && !await verdict.Convert(http))
            {
                return;
            }

            await attempts.RunAsync(http, handler, traits, order with { LookedUp = false }, context);
            return;
        }

        var known = await FindAsync(order, context, http.RequestAborted);
        if (known is not null)
        {
            await AnswerKnownAsync(http, handler, key, known, fingerprint);
            return;
        }

        if (WhatIsWrongWithAge(key.Operation) is var (code, detail))
        {
            await problems.WriteAsync(http, code, detail);
            return;
        }

        if (verdict.Convert is not null && !await verdict.Convert(http))
        {
            return;
        }

        await (traits.OwnsTransaction ? owned.RunAsync(http, handler, traits, order.Row, order.Companion, context) : attempts.RunAsync(http, handler, traits, order, context));
    }

    // What took effect before is answered from the ledger under any contract. Only for that its body is read.
    private async Task AnswerRefusedAsync(HttpContext http, RequestDelegate handler, LedgerKey key, ContractVerdict verdict, DbContext context)
    {
        if (await LedgerTable.Of(context).FindAsync(context.GetService<IRelationalConnection>(), key, http.RequestAborted) is { } known)
        {
            await AnswerKnownAsync(http, handler, key, known, await RequestFingerprint.TakeAsync(http.Request, http.RequestAborted));
        }
        else if (WhatIsWrongWithAge(key.Operation) is var (code, detail))
        {
            await problems.WriteAsync(http, code, detail);
        }
        else
        {
            await verdict.RefuseAsync(http, problems);
        }
    }

    private Task AnswerKnownAsync(HttpContext http, RequestDelegate handler, LedgerKey key, LedgerEntry known, byte[] fingerprint)
    {
        if (LedgerReplay.IsOpen(known, fingerprint))
        {
            return owned.AnswerOpenAsync(http, key, known);
        }

        return LedgerReplay.IsSameRequest(known, fingerprint)
            ? FilteredReplay.SendAsync(http, handler, known.Answer)
            : LedgerReplay.SendAsync(http, known, fingerprint, problems);
    }

    // A look-up is nearly always for nothing: on PostgreSQL a round trip of three, on SQLite a fourteenth of the work. Without it a repeat runs its handler, whose first write or commit the ledger's key then refuses.
    private bool IsFresh(CommandTraits traits, OperationOrder order) =>
        traits is { Native: true, OwnsTransaction: false, Once: false } && order.Group is null && fresh.Take(order.Row.Key);

    private Task<LedgerEntry?> FindAsync(OperationOrder order, DbContext context, CancellationToken cancel) => order switch
    {
        { Group.Open: { } open } when open.IsIn(context) => open.Ledger.FindAsync(order.Row.Key, cancel),
        { Shares: true } when DatabaseEngines.Of(context) == DatabaseEngine.Sqlite => readers.FindAsync(context, order.Row.Key, cancel),
        _ => LedgerTable.Of(context).FindAsync(context.GetService<IRelationalConnection>(), order.Row.Key, cancel),
    };

    private (string Code, string Detail)? WhatIsWrongWithAge(OperationId id)
    {
        var now = clock.GetUtcNow();
        var stamped = id.StampedAt;
        if (stamped > (now + options.Value.MaxAhead).ToUnixTimeMilliseconds())
        {
            return (ProblemCodes.OperationIdInFuture, $"The id is stamped more than {options.Value.MaxAhead.TotalHours:0.#} h ahead of the server. Nothing ran.");
        }

        return stamped < (now - options.Value.Retention).ToUnixTimeMilliseconds()
            ? (ProblemCodes.OperationTooOld, $"The id is older than the {options.Value.Retention.TotalDays:0.#} days that the ledger remembers. Nothing ran.")
            : null;
    }
}
