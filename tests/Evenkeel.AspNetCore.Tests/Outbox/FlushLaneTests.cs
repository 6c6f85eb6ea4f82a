using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Outbox;

public sealed class FlushLaneTests
{
    [Fact]
    [Trait("Show", "1.2")]
    public async Task What_follows_a_rejected_operation_in_its_lane_waits_and_other_lanes_go_on()
    {
        await using var app = await TestApp.StartAsync(Map);
        var flush = await app.FlushAsync(
        [
            Add("a1", "a"), Add("b1", "b"), Reject("a"), Add("a2", "a"), Add("b2", "b"), Add("alone", null), Add("a3", "a"),
        ]);
        flush.AssertStatuses(201, 201, 400, 424, 201, 201, 424);
        Assert.Equal((ProblemCodes.LaneHeld, "/notes"), (flush.Error(3), flush.Lines[3].GetProperty("body").GetProperty("path").GetString()));
        Assert.Equal(["a1", "b1", "b2", "alone"], app.Database.Notes);
    }

    [Fact]
    public async Task Operations_without_a_lane_do_not_hold_each_other()
    {
        await using var app = await TestApp.StartAsync(Map);
        (await app.FlushAsync([Reject(null), Add("a", null)])).AssertStatuses(400, 201);
    }

    [Fact]
    public async Task An_unreadable_operation_with_a_readable_lane_holds_it()
    {
        await using var app = await TestApp.StartAsync(Map);
        var flush = await app.FlushAsync([Add("cut", "a")[..^3].Replace("\"body\"", "\"lane\":\"a\",\"body\""), Add("a", "a"), Add("b", "b")]);
        flush.AssertStatuses(400, 424, 201);
    }

    [Fact]
    public async Task A_replay_does_not_hold_its_lane_even_if_it_replays_an_error()
    {
        await using var app = await TestApp.StartAsync(Map);
        var adopted = Op.Line("/adopted", Call.NewId(), lane: "a");
        var first = await app.FlushAsync([adopted, Add("a1", "a")]);
        first.AssertStatuses(409, 424);
        var second = await app.FlushAsync([adopted, Add("a2", "a")]);
        second.AssertStatuses(409, 201);
        Assert.True(second.Replayed(0));
    }

    [Fact]
    public async Task A_void_operation_does_not_hold_its_lane()
    {
        await using var app = await TestApp.StartAsync(Map);
        var id = Call.NewId();
        var flush = await app.FlushAsync([Op.Void(id), Op.Line("/notes", id, NewNote.Json("gone"), "a"), Add("a", "a")]);
        flush.AssertStatuses(200, 410, 201);
    }

    [Fact]
    public async Task A_void_that_came_too_late_holds_nothing()
    {
        await using var app = await TestApp.StartAsync(Map);
        var id = Call.NewId();
        var flush = await app.FlushAsync([Op.Line("/notes", id, NewNote.Json("a1"), "a"), Op.Void(id), Add("a2", "a")]);
        flush.AssertStatuses(201, 409, 201);
        Assert.Equal(ProblemCodes.AlreadyApplied, flush.Error(1));
        Assert.Equal(id, flush.Lines[1].GetProperty("void").GetString());
    }

    [Fact]
    public async Task A_handlers_own_410_is_a_rejection_and_holds_its_lane()
    {
        await using var app = await TestApp.StartAsync(Map);
        var flush = await app.FlushAsync([Op.Line("/gone", lane: "a"), Add("a1", "a"), Add("b1", "b")]);
        flush.AssertStatuses(410, 424, 201);
        Assert.Equal(["b1"], app.Database.Notes);
    }

    private static void Map(WebApplication app)
    {
        NotesApi.Map(app);
        app.MapCommand("/gone", () => Results.StatusCode(410));
        app.MapCommand("/rejected", () => Results.BadRequest());
        app.MapPost("/adopted", async (NotesDb db) =>
        {
            await db.AddAsync("kept");
            return Results.Conflict();
        }).AsCommand();
    }

    private static string Add(string text, string? lane) => Op.Line("/notes", body: NewNote.Json(text), lane: lane);

    private static string Reject(string? lane) => Op.Line("/rejected", lane: lane);
}
