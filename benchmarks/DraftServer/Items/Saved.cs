using Microsoft.EntityFrameworkCore;

namespace DraftServer.Items;

/// <summary>What the tables hold of one user, by SQL: how often drafts were saved, and how many rows the hand-written endpoint has.</summary>
internal sealed record Saved(long Revisions, long Rows)
{
    public static async Task<Saved> CountAsync(string user, PlainDb db, CancellationToken cancel) => new(
        await db.Database.SqlQuery<long>($"""SELECT CAST(COALESCE(SUM(rev), 0) AS bigint) AS "Value" FROM evenkeel_draft WHERE user_id = {user} AND bytes > 0""").SingleAsync(cancel),
        await db.Database.SqlQuery<long>($"""SELECT COUNT(*) AS "Value" FROM plain_draft WHERE user_id = {user}""").SingleAsync(cancel));
}
