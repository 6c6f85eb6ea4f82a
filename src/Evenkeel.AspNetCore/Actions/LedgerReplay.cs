using System.Security.Cryptography;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Answers a known operation from the ledger.</summary>
internal static class LedgerReplay
{
    public static Task SendAsync(HttpContext http, LedgerEntry known, byte[] fingerprint, ProblemWriter problems)
    {
        if (known.State == LedgerState.Void)
        {
            return problems.WriteAsync(http, ProblemCodes.OperationVoid, "It was discarded by its user before it took effect.");
        }

        return IsSameRequest(known, fingerprint)
            ? RepeatAsync(http, known.Answer)
            : problems.WriteAsync(http, ProblemCodes.OperationIdReused, "The same id took effect before with another method, path or body.");
    }

    /// <summary>Whether the row is of an operation that took effect by this very request.</summary>
    public static bool IsSameRequest(LedgerEntry known, byte[] fingerprint) =>
        known.State == LedgerState.Applied && CryptographicOperations.FixedTimeEquals(known.Fingerprint, fingerprint);

    /// <summary>Whether the row is of this very request, and its outcome is not known.</summary>
    public static bool IsOpen(LedgerEntry known, byte[] fingerprint) =>
        known.State == LedgerState.Open && CryptographicOperations.FixedTimeEquals(known.Fingerprint, fingerprint);

    public static async Task RepeatAsync(HttpContext http, StoredAnswer answer)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.Headers[KeelHeaders.Replayed] = "true";
        response.Headers.CacheControl = "no-store";
        response.Headers.Location = answer.Location;
        response.Headers.ETag = answer.ETag;
        if (answer.Body is null)
        {
            response.Headers[KeelHeaders.Answer] = "omitted";
            return;
        }

        response.ContentType = answer.ContentType;
        if (answer.Body.Length > 0 && answer.Status is >= 200 and not (204 or 205 or 304))
        {
            response.ContentLength = answer.Body.Length;
            await response.Body.WriteAsync(answer.Body, http.RequestAborted);
        }
    }
}
