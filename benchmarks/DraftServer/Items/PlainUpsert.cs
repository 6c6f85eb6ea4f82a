using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace DraftServer.Items;

/// <summary>The hand-written endpoint: what is sent is put in the place of what is there.</summary>
internal static class PlainUpsert
{
    public static async Task<IResult> HandleAsync(string key, Typed input, ClaimsPrincipal person, PlainDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (person.FindFirstValue(ClaimTypes.NameIdentifier) is not { } user)
        {
            return TypedResults.Unauthorized();
        }

        var (at, content) = (clock.GetUtcNow().ToUnixTimeMilliseconds(), input.Values.GetRawText());
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO plain_draft (user_id, draft_key, at, form, content) VALUES ({user}, {key}, {at}, {input.Form}, {content})
            ON CONFLICT (user_id, draft_key) DO UPDATE SET at = excluded.at, form = excluded.form, content = excluded.content
            """,
            cancel);
        return TypedResults.Ok(new { at });
    }

    internal sealed record Typed(string By, string? Form, JsonElement Values);
}
