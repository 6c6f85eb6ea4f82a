using System.Diagnostics.CodeAnalysis;
using Evenkeel.AspNetCore.Callers;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>Reads which draft a command consumes.</summary>
internal sealed class DraftConsumption(TimeProvider clock)
{
    /// <summary>What the header takes, for people.</summary>
    public const string Rule = $"'{KeelHeaders.Draft}' must be one key of a draft, a semicolon and a revision, and may have a semicolon and who saved that revision behind it. {DraftName.KeyRule}. Nothing ran.";

    /// <returns>False: the header is there and cannot be read.</returns>
    public bool TryRead(HttpContext http, Caller caller, DbContext context, out IRowCompanion? consumed)
    {
        consumed = null;
        var header = http.Request.Headers[KeelHeaders.Draft];
        if (header.Count == 0 || http.User.Identity is not { IsAuthenticated: true })
        {
            return true;
        }

        if (!TryParse(header, out var key, out var revision, out var by))
        {
            return false;
        }

        // What was never saved has nothing to consume.
        consumed = revision == 0 ? null : new ConsumedDraft(DraftTable.Of(context), new DraftName(caller, key), revision, by, clock.GetUtcNow());
        return true;
    }

    private static bool TryParse(StringValues header, [NotNullWhen(true)] out string? key, out long revision, out string? by)
    {
        (key, revision, by) = (null, 0, null);
        if (header is not [{ } text] || text.Split(';') is not [{ } name, { } number, .. { Length: <= 1 } rest])
        {
            return false;
        }

        (key, by) = (name, rest is [{ } last] ? last.Trim(' ') : null);
        return DraftName.IsKey(key) && DraftRevision.TryRead(number.AsSpan().Trim(' '), out revision) && (by is null || DraftName.IsBy(by));
    }
}
