using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Sharing;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>Operations of a flush that lead to MVC actions.</summary>
public sealed class FlushTests
{
    public static TheoryData<Routing> Routings => MvcApp.Routings;

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task Commands_run_in_a_flush_and_are_replayed_in_the_next(Routing routing)
    {
        await using var app = await MvcApp.StartAsync([typeof(NotesController), typeof(WholeController), typeof(ConventionalController)], routing);
        string[] lines = [Op.Line("/notes", body: NewNote.Json("a")), Op.Line("/whole", body: NewNote.Json("b")), Op.Line("/conventional/Conventional/Add", body: NewNote.Json("c"))];
        var first = await app.FlushAsync(lines);
        first.AssertStatuses(201, 200, 200);
        Assert.Equal("/notes/1", first.Lines[0].GetProperty("location").GetString());
        var second = await app.FlushAsync(lines);
        second.AssertStatuses(201, 200, 200);
        Assert.All([0, 1, 2], line => Assert.True(second.Replayed(line)));
        Assert.Equal(["a", "b", "c"], app.Database.Notes);

        var gone = Call.NewId();
        (await app.FlushAsync([Op.Void(gone), Op.Line("/notes", gone, NewNote.Json("never"))])).AssertStatuses(200, 410);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task An_action_that_is_no_command_is_unknown_and_nothing_of_it_runs(Routing routing)
    {
        List<string> seen = [];
        await using var app = await MvcApp.StartAsync([typeof(NotesController), typeof(WholeController), typeof(ConventionalController)], routing, mvc: mvc => mvc.Filters.Add(new Seen(seen)));
        var flush = await app.FlushAsync([
            Op.Line("/notes/foreign", body: NewNote.Json("a")),
            Op.Line("/conventional/Conventional/Foreign"),
            Op.Line("/whole/search"),
            Op.Line("/whole/both", method: "GET"),
            Op.Line("/nothing"),
        ]);
        flush.AssertStatuses(404, 404, 404, 404, 404);
        Assert.All([0, 1, 2, 3, 4], line => Assert.Equal(ProblemCodes.ActionUnknown, flush.Error(line)));
        Assert.Empty(seen);
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));

        Assert.Equal(201, (await app.PostAsync("/notes/foreign", Call.NewId(), NewNote.Json("direct"))).Status);
        (await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("flushed"))])).AssertStatuses(201);
        Assert.Equal(["direct", "flushed"], app.Database.Notes);
        Assert.Equal(["/notes/foreign", "/notes"], seen);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_known_operation_whose_action_is_no_command_any_more_is_answered(Routing routing)
    {
        using var database = new TestDatabase();
        var line = Op.Line("/notes", body: NewNote.Json("a"));
        await using (var older = await MvcApp.StartAsync(routing, options: new TestAppOptions { Database = database }))
        {
            (await older.FlushAsync([line])).AssertStatuses(201);
        }

        await using var newer = await MvcApp.StartAsync([typeof(UnadoptedController)], routing, options: new TestAppOptions { Database = database });
        var replay = await newer.FlushAsync([line, Op.Line("/notes", body: NewNote.Json("b"))]);
        replay.AssertStatuses(201, 404);
        Assert.True(replay.Replayed(0));
        Assert.Equal(["a"], database.Notes);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task An_operation_that_does_not_bind_or_throws_stops_no_other(Routing routing)
    {
        var script = new Script();
        var add = script.Run;
        script.Run = (input, db, http) => input.Text == "throw" ? throw new InvalidOperationException() : add(input, db, http);
        await using var app = await MvcApp.StartAsync(routing, script);
        var flush = await app.FlushAsync([Op.Line("/notes", body: "{}"), Op.Line("/notes", body: NewNote.Json("throw")), Op.Line("/notes", body: NewNote.Json("a"))]);
        flush.AssertStatuses(400, 500, 201);
        Assert.Equal("The Text field is required.", flush.Lines[0].GetProperty("body").GetProperty("errors").GetProperty("Text")[0].GetString());
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task Actions_have_commits_of_their_own_unless_they_say_otherwise(Routing routing)
    {
        using var database = new TestDatabase();
        List<int> committed = [];
        var script = Script.Of(async (input, db, _) =>
        {
            committed.Add(database.Notes.Length);
            await db.AddAsync(input.Text);
            return input.Text == "reject" ? new ConflictResult() : new OkResult();
        });
        await using var app = await MvcApp.StartAsync(routing, script, options: new TestAppOptions { Database = database, Clock = new StoppedTime() });
        string[] lines = [Op.Line("/notes", body: NewNote.Json("a")), Op.Line("/notes", body: NewNote.Json("b"))];
        (await app.FlushAsync(lines)).AssertStatuses(200, 200);
        Assert.Equal([0, 1], committed);

        committed.Clear();
        string[] shared = [.. new[] { "c", "reject", "d" }.Select(text => Op.Line("/notes/shared", body: NewNote.Json(text)))];
        (await app.FlushAsync(shared)).AssertStatuses(200, 409, 200);
        Assert.Equal([2, 2, 2], committed);
        Assert.Equal(["a", "b", "c", "reject", "d"], database.Notes);
        var replay = await app.FlushAsync(shared);
        replay.AssertStatuses(200, 409, 200);
        Assert.All([0, 1, 2], line => Assert.True(replay.Replayed(line)));
        Assert.Equal(3, committed.Count);
    }

    [ApiController]
    [Route("notes")]
    public sealed class UnadoptedController : ControllerBase
    {
        [HttpPost]
        public IActionResult Add() => throw new InvalidOperationException("Not a command any more.");
    }

    private sealed class Seen(List<string> seen) : IAuthorizationFilter
    {
        public void OnAuthorization(AuthorizationFilterContext context) => seen.Add(context.HttpContext.Request.Path);
    }
}
