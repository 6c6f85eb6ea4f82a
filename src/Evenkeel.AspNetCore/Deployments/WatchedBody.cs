using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol.Coherence;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>Reads which changes a page wants to hear of.</summary>
internal static class WatchedBody
{
    private const int MaxBytes = 65_536;
    private const int MaxReads = 1_000;
    private const int MaxChars = 32;

    /// <returns>Null: it was refused, and that is answered.</returns>
    public static async Task<IReadOnlyList<string>?> ReadAsync(HttpContext http, ProblemWriter problems)
    {
        if (await OwnBody.ReadAsync(http, MaxBytes, ChangesJson.Default.WatchedReads, problems) is not { Reads: var reads })
        {
            return null;
        }

        if (WhatIsWrong(reads) is { } detail)
        {
            await problems.WriteAsync(http, ProblemCodes.RequestMalformed, detail);
            return null;
        }

        return reads;
    }

    private static string? WhatIsWrong(List<string> reads)
    {
        if (reads.Count > MaxReads)
        {
            return $"'reads' has {reads.Count} hashes; the limit is {MaxReads}.";
        }

        var wrong = reads.FindIndex(hash => hash is null or { Length: 0 or > MaxChars });
        return wrong < 0 ? null : $"reads[{wrong}] is not a text of 1 to {MaxChars} characters.";
    }
}
