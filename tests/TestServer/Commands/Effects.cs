using System.Security.Claims;
using Evenkeel.AspNetCore;
using Evenkeel.TestServer.Control;
using Evenkeel.TestServer.Data;
using Evenkeel.TestServer.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.TestServer.Commands;

/// <summary>Commands that leave rows which a test can count.</summary>
internal static class Effects
{
    private static readonly string SixteenKilobytes = new('x', 16 * 1024);

    public static void MapEffects(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization();
        foreach (var lane in (string[])["effects", "red", "green", "blue"])
        {
            api.MapCommand($"/{lane}", (NewEffect input, ClaimsPrincipal user, TestDb db, FlakyOperations flaky) => AddAsync(input, user, db, flaky, lane));
        }

        api.MapCommand("/effects/several", AddSeveralAsync);
        api.MapCommand("/effects/told", AddToldAsync);
        api.MapCommand("/effects/held", AddHeldAsync);
        api.MapCommand("/effects/owned", AddOwnedAsync).OwnsTransaction();
        api.MapCommand("/effects/big", async (NewEffect input, ClaimsPrincipal user, TestDb db) =>
        {
            await SaveAsync(input, user, db);
            return Results.Ok(new { input.Operation, Filling = SixteenKilobytes });
        });
        api.MapQuery("/effects", (ClaimsPrincipal user, TestDb db) =>
            db.Effects.Where(e => e.User == user.FindFirstValue(ClaimTypes.NameIdentifier)).OrderBy(e => e.Id).ToListAsync());
    }

    private static async Task<IResult> AddAsync(NewEffect input, ClaimsPrincipal user, TestDb db, FlakyOperations flaky, string lane)
    {
        // Saved before it is refused, so that a refusal which rolls nothing back is seen.
        var effect = await SaveAsync(input, user, db, lane);
        return Refusal(input, flaky) ?? Results.Created($"/api/effects/{effect.Id}", new { effect.Id, effect.Operation });
    }

    // Reads between writes in a transaction of the handler's own: the total of a lane is right only if all of it is one.
    private static async Task<IResult> AddSeveralAsync(NewEffect input, ClaimsPrincipal user, TestDb db, FlakyOperations flaky)
    {
        await db.Totals.AsNoTracking().FirstOrDefaultAsync(t => t.Lane == input.Lane);
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await db.Totals.Where(t => t.Lane == input.Lane).ExecuteUpdateAsync(set => set.SetProperty(t => t.Total, t => t.Total + 1)) == 0)
        {
            db.Totals.Add(new LaneTotal { Lane = input.Lane, Total = 1 });
            await db.SaveChangesAsync();
        }

        var effect = await SaveAsync(input, user, db);
        var seen = await db.Effects.CountAsync(e => e.Lane == input.Lane);
        await transaction.CommitAsync();
        return Refusal(input, flaky) ?? Results.Created($"/api/effects/{effect.Id}", new { effect.Id, Seen = seen });
    }

    private static async Task<IResult> AddToldAsync(NewEffect input, ClaimsPrincipal user, TestDb db, FlakyOperations flaky)
    {
        db.OnCommitted(new Message(input.Operation));
        return await AddAsync(input, user, db, flaky, "told");
    }

    private static async Task<IResult> AddHeldAsync(NewEffect input, ClaimsPrincipal user, TestDb db, TestGate gate, HttpContext http)
    {
        var effect = await SaveAsync(input, user, db);
        await gate.PassAsync(http.RequestAborted);
        return Results.Created($"/api/effects/{effect.Id}", new { effect.Id });
    }

    // Two transactions, and a place between them where a test can kill the process.
    private static async Task<IResult> AddOwnedAsync(NewEffect input, ClaimsPrincipal user, TestDb db, TestGate gate, HttpContext http)
    {
        await using (var first = await db.Database.BeginTransactionAsync())
        {
            await SaveAsync(input, user, db, "first");
            await first.CommitAsync();
        }

        await gate.PassAsync(http.RequestAborted);
        await using var second = await db.Database.BeginTransactionAsync();
        var effect = await SaveAsync(input, user, db, "second");
        await second.CommitAsync();
        return Results.Created($"/api/effects/{effect.Id}", new { effect.Id });
    }

    private static async Task<Effect> SaveAsync(NewEffect input, ClaimsPrincipal user, TestDb db, string lane = "effects")
    {
        var effect = input.For(user, lane);
        db.Effects.Add(effect);
        await db.SaveChangesAsync();
        return effect;
    }

    private static IResult? Refusal(NewEffect input, FlakyOperations flaky) => input switch
    {
        { IsPoison: true } => Results.ValidationProblem(new Dictionary<string, string[]> { ["payload"] = ["Poison is not taken."] }),
        { IsFlaky: true } when flaky.FailsNow(input.Operation) => Results.Problem("Try again.", statusCode: 503),
        _ => null,
    };
}
