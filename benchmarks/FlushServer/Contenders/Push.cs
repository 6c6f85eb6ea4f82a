using FlushServer.Items;
using Microsoft.EntityFrameworkCore;

namespace FlushServer.Contenders;

/// <summary>
/// For RxDB: the push handler that its documentation describes. The server looks up its own state of each document, answers with those that
/// differ from what the client took for granted, and writes the others, here in one transaction for the whole batch.
/// </summary>
internal static class Push
{
    public static void MapPush(this IEndpointRouteBuilder api) => api.MapPost("/push", HandleAsync);

    private static async Task<IReadOnlyList<ItemInput>> HandleAsync(PushRow[] rows, ItemsDb db, CancellationToken cancellationToken)
    {
        var run = rows[0].NewDocumentState.Run;
        var ids = rows.Select(row => row.NewDocumentState.Id).ToList();
        var known = await db.Items.AsNoTracking()
            .Where(item => item.Run == run && ids.Contains(item.OperationId))
            .ToDictionaryAsync(item => item.OperationId, cancellationToken);

        var conflicts = new List<ItemInput>();
        foreach (var row in rows)
        {
            if (known.TryGetValue(row.NewDocumentState.Id, out var mine))
            {
                conflicts.Add(ItemInput.Of(mine));
            }
            else
            {
                db.Items.Add(row.NewDocumentState.ToItem());
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return conflicts;
    }
}
