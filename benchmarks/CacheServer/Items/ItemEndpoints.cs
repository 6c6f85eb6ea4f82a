using System.Runtime;
using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Paging;
using Microsoft.EntityFrameworkCore;

namespace CacheServer.Items;

/// <summary>A list endpoint as applications have them, cached and not, followed and not; a command that changes all lists; and pages.</summary>
internal static class ItemEndpoints
{
    private const int Most = 50;

    public static void MapItems(this WebApplication app)
    {
        app.MapGet("/ready", () => "ready");
        app.MapGet("/compiled", () => JitInfo.GetCompiledMethodCount());
        app.MapQuery("/kept", (int shelf, FollowedDb db, CancellationToken cancel) => ListAsync(shelf, db, cancel)).Cached().Shared().Bounded(Most);
        app.MapGet("/followed", (int shelf, FollowedDb db, CancellationToken cancel) => ListAsync(shelf, db, cancel));
        app.MapGet("/unfollowed", (int shelf, UnfollowedDb db, CancellationToken cancel) => ListAsync(shelf, db, cancel));
        app.MapQuery("/pages", (PageRequest page, FollowedDb db, CancellationToken cancel) =>
            db.Items.AsNoTracking().OrderBy(item => item.Name).ToPageAsync(page, item => new { item.Id, item.Name }, cancel));
        app.MapCommand("/items", async (NewItem input, FollowedDb db, CancellationToken cancel) =>
        {
            db.Items.Add(new Item { Shelf = input.Shelf, Name = input.Name, Text = "" });
            await db.SaveChangesAsync(cancel);
        });
    }

    private static Task<List<Item>> ListAsync(int shelf, ItemsDb db, CancellationToken cancel) =>
        db.Items.AsNoTracking().Where(item => item.Shelf == shelf).OrderBy(item => item.Name).ThenBy(item => item.Id).Take(Most).ToListAsync(cancel);
}
