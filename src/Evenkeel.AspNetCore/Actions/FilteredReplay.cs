using Evenkeel.AspNetCore.Ledger;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Repeats a stored answer through the endpoint's filters. What a filter refuses stays refused; what no longer binds was accepted once, and is answered.</summary>
internal static class FilteredReplay
{
    public static async Task SendAsync(HttpContext http, RequestDelegate handler, StoredAnswer stored)
    {
        var replay = new PendingReplay(stored);
        http.Features.Set(replay);
        using var answer = new BufferedAnswer(http);
        try
        {
            await handler(http);
            await answer.FlushAsync();
        }
        catch (BadHttpRequestException)
        {
            // In development the framework throws what it otherwise answers with 400: the input of an older build.
            answer.Clear();
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        finally
        {
            // A filter may refuse by an exception, and what an exception handler then runs is not the replay.
            http.Features.Set<PendingReplay>(null);
        }

        if (!replay.Passed && http.Response.StatusCode is 400 or 413 or 415)
        {
            answer.Clear();
            await LedgerReplay.RepeatAsync(http, stored);
        }

        await answer.SendAsync();
    }
}
