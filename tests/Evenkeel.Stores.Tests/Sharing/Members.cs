using System.Data;
using Evenkeel.AspNetCore;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.Stores.Tests.Sharing;

/// <summary>Commands that do to a shared transaction what applications do to theirs.</summary>
internal static class Members
{
    public static void Map(IEndpointRouteBuilder routes, TestDatabase database)
    {
        routes.MapCommand("/sound", SoundAsync);
        routes.MapCommand("/alone", SoundAsync).Alone();
        routes.MapPost("/adopted", SoundAsync).AsCommand();
        routes.MapCommand("/twice", async (StoreDb db) =>
        {
            await AddAsync(db, "first");
            await AddAsync(db, "second");
        });
        routes.MapCommand("/counts", async (StoreDb db) =>
        {
            var seen = await db.Effects.CountAsync();
            await AddAsync(db, "counted");
            return seen;
        });
        routes.MapCommand("/throws", (StoreDb db) => AfterAddingAsync(db, () => throw new InvalidOperationException("A fault of the handler.")));
        routes.MapCommand("/cancels", (StoreDb db) => AfterAddingAsync(db, () => throw new OperationCanceledException()));
        routes.MapCommand("/rejects", async (StoreDb db) =>
        {
            await AddAsync(db, "rejected");
            return Results.Conflict();
        });
        routes.MapCommand("/rolls-back", (StoreDb db) => AfterAddingAsync(db, () => db.Database.ExecuteSqlRawAsync("ROLLBACK")));
        routes.MapCommand("/commits", (StoreDb db) => AfterAddingAsync(db, () => db.Database.ExecuteSqlRawAsync("/* by hand */ COMMIT")));
        routes.MapCommand("/rolls-back-past-ef", (StoreDb db) => AfterAddingAsync(db, () => RollBackAsync(db)));
        routes.MapCommand("/on-conflict", (StoreDb db) => AfterAddingAsync(db, async () =>
        {
            // On SQLite the table's own clause ends the transaction, and not only the statement.
            await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync("INSERT INTO fragile VALUES (1)"));
            await AddAsync(db, "after the end");
        }));
        routes.MapCommand("/defers", (StoreDb db) => AfterAddingAsync(db, () => db.Database.ExecuteSqlRawAsync("INSERT INTO children (parent) VALUES (99)")));
        routes.MapCommand("/defers-soundly", async (StoreDb db) =>
        {
            var parent = await db.Effects.CountAsync() + 1;
            await AddAsync(db, "child first");
            await db.Database.ExecuteSqlAsync($"INSERT INTO children (parent) VALUES ({parent})");
            await db.Database.ExecuteSqlAsync($"INSERT INTO parents (id) VALUES ({parent})");
        });
        routes.MapCommand("/goes-on", async (StoreDb db) =>
        {
            db.Effects.Add(new StoreDb.Effect { Operation = "partly" });
            db.Effects.Add(new StoreDb.Effect { Operation = "unique" });
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            db.ChangeTracker.Clear();
            await AddAsync(db, $"instead, after {await db.Effects.CountAsync(effect => effect.Operation == "partly")}");
        });
        routes.MapCommand("/disposes", (StoreDb db) => AfterAddingAsync(db, () => db.DisposeAsync().AsTask()));
        routes.MapCommand("/leaves-open", async (StoreDb db) =>
        {
            await db.Database.BeginTransactionAsync(IsolationLevel.Serializable);
            await AddAsync(db, "left");
        });
        routes.MapCommand("/second-connection", (StoreDb db) => AfterAddingAsync(db, () => database.ExecuteAsync("INSERT INTO effects (operation) VALUES ('elsewhere')")));
        routes.MapCommand("/big", async (StoreDb db) =>
        {
            await AddAsync(db, "big");
            return new string('x', 10 * 1024 * 1024);
        });
        routes.MapCommand("/settings", async (StoreDb db) =>
        {
            await AddAsync(db, "settings");
            await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? "SET LOCAL app.tenant = 'of one operation'" : "PRAGMA defer_foreign_keys = ON");
        });
        routes.MapCommand("/reads-settings", async (StoreDb db) =>
        {
            await AddAsync(db, "reading");
            return db.Database.IsNpgsql()
                ? await db.Database.SqlQueryRaw<string>("SELECT coalesce(current_setting('app.tenant', true), '') AS \"Value\"").SingleAsync()
                : await db.Database.SqlQueryRaw<string>("SELECT replace(defer_foreign_keys, '0', '') AS Value FROM pragma_defer_foreign_keys").SingleAsync();
        });
    }

    private static async Task<IResult> SoundAsync(StoreDb db)
    {
        await AddAsync(db, "sound");
        return Results.StatusCode(201);
    }

    private static async Task AfterAddingAsync(StoreDb db, Func<Task> then)
    {
        await AddAsync(db, "spoiled");
        await then();
    }

    private static async Task RollBackAsync(StoreDb db)
    {
        await using var nested = await db.Database.BeginTransactionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = nested.GetDbTransaction();
        command.CommandText = "ROLLBACK";
        await command.ExecuteNonQueryAsync();
    }

    private static async Task AddAsync(StoreDb db, string operation)
    {
        db.Effects.Add(new StoreDb.Effect { Operation = operation });
        await db.SaveChangesAsync();
    }
}
