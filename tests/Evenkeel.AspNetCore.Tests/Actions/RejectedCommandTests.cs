using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Actions;

public sealed class RejectedCommandTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(409)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_command_that_answers_an_error_rolls_back_whole_and_may_succeed_later(int status)
    {
        var answer = status;
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NewNote input, NotesDb db) =>
        {
            await db.AddAsync(input.Text + "1");
            await db.AddAsync(input.Text + "2");
            return Results.Json(new { answer }, statusCode: answer);
        }));
        var id = Call.NewId();
        var rejected = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((status, $$"""{"answer":{{status}}}"""), (rejected.Status, rejected.Text));
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
        answer = 200;
        var accepted = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((200, false), (accepted.Status, accepted.Replayed));
        Assert.Equal(["a1", "a2"], app.Database.Notes);
    }

    [Fact]
    public async Task A_command_that_throws_rolls_back_whole_and_may_succeed_later()
    {
        var fails = true;
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NewNote input, NotesDb db) =>
        {
            await db.AddAsync(input.Text);
            return fails ? throw new InvalidOperationException("broken") : Results.Ok();
        }));
        var id = Call.NewId();
        var failed = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((500, ProblemCodes.InternalError), (failed.Status, failed.Error));
        Assert.DoesNotContain("broken", failed.Text);
        Assert.Contains(app.Log.Lines, line => line.Contains("broken"));
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
        fails = false;
        Assert.Equal(200, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Fact]
    public async Task An_adopted_endpoint_keeps_what_it_saved_before_its_4xx_and_replays_that_answer()
    {
        await using var app = await TestApp.StartAsync(app => app.MapPost("/notes", SaveThenRejectAsync).AsCommand());
        var id = Call.NewId();
        var first = await app.PostAsync("/notes", id, NewNote.Json("a"));
        var second = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((409, "\"rejected\"", false), (first.Status, first.Text, first.Replayed));
        Assert.Equal((409, "\"rejected\"", true), (second.Status, second.Text, second.Replayed));
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Fact]
    public async Task An_adopted_endpoint_may_roll_back_on_reject()
    {
        await using var app = await TestApp.StartAsync(app => app.MapPost("/notes", SaveThenRejectAsync).AsCommand().RollbackOnReject());
        var id = Call.NewId();
        Assert.Equal(409, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        Assert.False((await app.PostAsync("/notes", id, NewNote.Json("a"))).Replayed);
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    [Fact]
    public async Task An_adopted_4xx_that_wrote_nothing_leaves_no_row()
    {
        await using var app = await TestApp.StartAsync(app => app.MapPost("/notes", () => Results.Conflict()).AsCommand());
        var id = Call.NewId();
        Assert.Equal(409, (await app.PostAsync("/notes", id)).Status);
        Assert.False((await app.PostAsync("/notes", id)).Replayed);
        Assert.Equal(0, app.Database.LedgerRows);
    }

    [Fact]
    public async Task An_adopted_5xx_rolls_back()
    {
        await using var app = await TestApp.StartAsync(app => app.MapPost("/notes", async (NewNote input, NotesDb db) =>
        {
            await db.AddAsync(input.Text);
            return Results.StatusCode(500);
        }).AsCommand());
        Assert.Equal(500, (await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a"))).Status);
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    [Fact]
    public async Task A_404_of_a_commands_own_handler_is_not_found_and_not_an_unknown_action()
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand("PUT /notes/{id:int}", (int id) => Results.NotFound()));
        var direct = await app.SendAsync(new Call { Method = "PUT", Path = "/notes/7", Id = Call.NewId() });
        Assert.Equal((404, ProblemCodes.NotFound), (direct.Status, direct.Error));
        var flush = await app.FlushAsync([Op.Line("/notes/7", method: "PUT")]);
        Assert.Equal((404, ProblemCodes.NotFound), (flush.Statuses[0], flush.Error(0)));
    }

    [Fact]
    public async Task What_a_rejected_handler_put_into_headers_is_not_taken_for_the_replay()
    {
        var fails = true;
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", (HttpContext http) =>
        {
            http.Response.Headers["X-Try"] = "1";
            return fails ? throw new InvalidOperationException() : Results.Ok();
        }));
        Assert.False((await app.PostAsync("/notes", Call.NewId())).Headers.ContainsKey("X-Try"));
        fails = false;
        Assert.Equal("1", (await app.PostAsync("/notes", Call.NewId())).Headers["X-Try"]);
    }

    private static async Task<IResult> SaveThenRejectAsync(NewNote input, NotesDb db)
    {
        await db.AddAsync(input.Text);
        return Results.Conflict("rejected");
    }
}
