using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Operations;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Runs a command that carries an operation id: the checks in the protocol's order, then the handler, once.</summary>
internal sealed class CommandRunner(
    CallerResolver callers,
    ApplicationStore store,
    CommandAttempt attempts,
    ProblemWriter problems,
    IOptions<LedgerOptions> options,
    TimeProvider clock)
{
    public async Task RunAsync(HttpContext http, RequestDelegate handler, CommandTraits traits)
    {
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
        var fingerprint = await RequestFingerprint.TakeAsync(http.Request, http.RequestAborted);
        var context = store.Resolve(http.RequestServices);
        if (DatabaseEngines.Of(context) != DatabaseEngine.Sqlite)
        {
            // A server's connection goes back to its pool between two uses: a slow handler must not keep one that others wait for.
            await RunAsync(http, handler, traits, key, fingerprint, context);
            return;
        }

        // Opening a SQLite connection registers Entity Framework Core's functions anew, which costs more than what follows; so it is opened once.
        await context.Database.OpenConnectionAsync(http.RequestAborted);
        try
        {
            await RunAsync(http, handler, traits, key, fingerprint, context);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private async Task RunAsync(HttpContext http, RequestDelegate handler, CommandTraits traits, LedgerKey key, byte[] fingerprint, DbContext context)
    {
        var known = await LedgerTable.Of(context).FindAsync(context.GetService<IRelationalConnection>(), key, http.RequestAborted);
        if (known is not null)
        {
            await (LedgerReplay.IsSameRequest(known, fingerprint)
                ? FilteredReplay.SendAsync(http, handler, known.Answer)
                : LedgerReplay.SendAsync(http, known, fingerprint, problems));
            return;
        }

        if (WhatIsWrongWithAge(key.Operation) is var (code, detail))
        {
            await problems.WriteAsync(http, code, detail);
            return;
        }

        await attempts.RunAsync(http, handler, traits, key, fingerprint, context);
    }

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
