using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>Actions with [KeelCommand]: what an adopted endpoint promises.</summary>
public sealed class CommandActionTests
{
    public static TheoryData<Routing> Routings => MvcApp.Routings;

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_repeat_gets_the_stored_answer_and_runs_nothing(Routing routing)
    {
        await using var app = await MvcApp.StartAsync(routing);
        var id = Call.NewId();
        var first = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((201, "/notes/1", "\"1\"", false), (first.Status, first.Headers["Location"], first.Headers["ETag"], first.Replayed));
        var second = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((201, "/notes/1", "\"1\"", true), (second.Status, second.Headers["Location"], second.Headers["ETag"], second.Replayed));
        Assert.Equal((first.Text, first.ContentType), (second.Text, second.ContentType));
        Assert.Equal(["a"], app.Database.Notes);
        Assert.Equal([["POST /notes"]], app.Database.Query("SELECT action FROM evenkeel_ledger"));

        var other = await app.PostAsync("/notes", id, NewNote.Json("b"));
        Assert.Equal((422, "operation-id-reused"), (other.Status, other.Error));
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task Two_at_once_have_one_effect_and_one_answer(Routing routing)
    {
        var (first, second, starts) = (new Gate(), new Gate(), 0);
        await using var app = await MvcApp.StartAsync(routing, Script.Of(async (input, db, _) =>
        {
            var number = Interlocked.Increment(ref starts);
            if (number == 2)
            {
                await second.PassAsync();
            }

            await db.AddAsync($"{input.Text}{number}");
            if (number == 1)
            {
                await first.PassAsync();
            }

            return new OkObjectResult(number);
        }));
        var id = Call.NewId();
        var one = app.PostAsync("/notes", id, NewNote.Json("a"));
        await first.Reached;
        var two = app.PostAsync("/notes", id, NewNote.Json("a"));
        await second.Reached;
        second.Open();
        first.Open();
        Assert.Equal(("1", false), ((await one).Text, (await one).Replayed));
        Assert.Equal(("1", true), ((await two).Text, (await two).Replayed));
        Assert.Equal(["a1"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_hundred_duplicates_have_one_effect(Routing routing)
    {
        await using var app = await MvcApp.StartAsync(routing);
        var id = Call.NewId();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.PostAsync("/notes", id, NewNote.Json("a"))));
        Assert.All(answers, answer => Assert.Equal((201, answers[0].Text), (answer.Status, answer.Text)));
        Assert.Single(answers, answer => !answer.Replayed);
        Assert.Equal((1, 1), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_4xx_keeps_what_was_saved_before_it_and_is_replayed(Routing routing)
    {
        await using var app = await MvcApp.StartAsync(routing, SaveThenAnswer(409));
        var id = Call.NewId();
        var (first, second) = (await app.PostAsync("/notes", id, NewNote.Json("a")), await app.PostAsync("/notes", id, NewNote.Json("a")));
        Assert.Equal((409, "rejected", false), (first.Status, first.Text, first.Replayed));
        Assert.Equal((409, "rejected", true), (second.Status, second.Text, second.Replayed));
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task Roll_back_on_reject_keeps_nothing_of_a_4xx(Routing routing)
    {
        await using var app = await MvcApp.StartAsync(routing, SaveThenAnswer(409));
        var id = Call.NewId();
        Assert.Equal(409, (await app.PostAsync("/notes/strict", id, NewNote.Json("a"))).Status);
        Assert.False((await app.PostAsync("/notes/strict", id, NewNote.Json("a"))).Replayed);
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_5xx_and_an_exception_keep_nothing_and_may_succeed_later(Routing routing)
    {
        var script = SaveThenAnswer(503);
        await using var app = await MvcApp.StartAsync(routing, script);
        var id = Call.NewId();
        Assert.Equal(503, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        script.Run = static async (input, db, _) =>
        {
            await db.AddAsync(input.Text);
            throw new InvalidOperationException("broken");
        };
        Assert.Equal((500, "internal-error"), await app.PostAsync("/notes", id, NewNote.Json("a")) is var failed ? (failed.Status, failed.Error) : default);
        Assert.Contains(app.Log.Lines, line => line.Contains("broken"));
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
        script.Run = new Script().Run;
        Assert.Equal(201, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_save_that_fails_and_is_caught_does_not_undo_the_others(Routing routing)
    {
        await using var app = await MvcApp.StartAsync(routing, Script.Of(static async (input, db, _) =>
        {
            await db.AddAsync(input.Text + "1");
            db.ChangeTracker.Clear();
            db.Notes.Add(new Note { Id = 1, Text = "taken" });
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            db.ChangeTracker.Clear();
            await db.AddAsync(input.Text + "2");
            return new OkResult();
        }));
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a"))).Status);
        Assert.Equal(["a1", "a2"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task Input_that_does_not_bind_is_refused_as_ever_and_leaves_no_row(Routing routing)
    {
        await using var app = await MvcApp.StartAsync(routing);
        var call = new Call { Path = "/notes", Body = "{\"text\":null}", FromRuntime = false };
        var (without, with) = (await app.SendAsync(call), await app.SendAsync(call with { Id = Call.NewId() }));
        Assert.Equal((400, "The Text field is required."), (with.Status, with.Json.GetProperty("errors").GetProperty("Text")[0].GetString()));
        Assert.Equal(Names(without), Names(with));
        Assert.Equal(415, (await app.SendAsync(call with { Id = Call.NewId(), ContentType = "text/plain" })).Status);
        Assert.Equal(400, (await app.SendAsync(call with { Id = Call.NewId(), Body = "{" })).Status);
        Assert.Equal(0, app.Database.LedgerRows);

        static string[] Names(Answer answer) => [.. answer.Json.EnumerateObject().Select(member => member.Name)];
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_once_action_is_not_even_started_twice(Routing routing)
    {
        var (gate, arrivals, starts) = (new Gate(), 0, 0);
        var bothCame = new TaskCompletionSource();
        await using var app = await MvcApp.StartAsync(
            routing,
            Script.Of(async (_, _, _) =>
            {
                var number = Interlocked.Increment(ref starts);
                await gate.PassAsync();
                return new OkObjectResult(number);
            }),
            mvc => mvc.Filters.Add(new Arrivals(() =>
            {
                if (Interlocked.Increment(ref arrivals) == 2)
                {
                    bothCame.SetResult();
                }
            })));
        var id = Call.NewId();
        var one = app.PostAsync("/notes/once", id, NewNote.Json("a"));
        await gate.Reached;
        var two = app.PostAsync("/notes/once", id, NewNote.Json("a"));
        await bothCame.Task;
        gate.Open();
        Assert.Equal(("1", "1", true), ((await one).Text, (await two).Text, (await two).Replayed));
        Assert.Equal(1, starts);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_sensitive_answer_is_kept_by_nobody(Routing routing)
    {
        await using var app = await MvcApp.StartAsync(routing);
        var id = Call.NewId();
        // In the order that HttpClient gives them.
        var first = await app.PostAsync("/notes/sensitive", id, NewNote.Json("a"));
        Assert.Equal((201, "no-store, must-revalidate, no-cache", "none"), (first.Status, first.Headers["Cache-Control"], first.Headers[KeelHeaders.Keep]));
        var replay = await app.PostAsync("/notes/sensitive", id, NewNote.Json("a"));
        Assert.Equal((201, "", "omitted"), (replay.Status, replay.Text, replay.Headers[KeelHeaders.Answer]));

        var query = await app.SendAsync(new Call { Method = "GET", Path = "/notes/sensitive" });
        Assert.Equal(("[\"secret\"]", "no-store, must-revalidate, no-cache", "none"), (query.Text, query.Headers["Cache-Control"], query.Headers[KeelHeaders.Keep]));
        Assert.DoesNotContain("Cache-Control", (await app.SendAsync(new Call { Method = "GET", Path = "/notes" })).Headers.Keys);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_404_of_the_action_itself_is_not_an_unknown_action(Routing routing)
    {
        await using var app = await MvcApp.StartAsync(routing, Script.Of(static (_, _, http) =>
        {
            http.Response.StatusCode = 404;
            return Task.FromResult<IActionResult>(new EmptyResult());
        }));
        Assert.Equal((404, "not-found"), await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a")) is var direct ? (direct.Status, direct.Error) : default);
        var flush = await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("a"))]);
        Assert.Equal((404, "not-found"), (flush.Statuses[0], flush.Error(0)));
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task An_action_that_is_not_adopted_takes_effect_each_time(Routing routing)
    {
        await using var app = await MvcApp.StartAsync(routing);
        var id = Call.NewId();
        Assert.Equal(201, (await app.PostAsync("/notes/foreign", id, NewNote.Json("a"))).Status);
        Assert.Equal(201, (await app.PostAsync("/notes/foreign", id, NewNote.Json("a"))).Status);
        Assert.Equal((2, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    private static Script SaveThenAnswer(int status) => Script.Of(async (input, db, _) =>
    {
        await db.AddAsync(input.Text);
        return new ObjectResult("rejected") { StatusCode = status };
    });

    private sealed class Arrivals(Action arrived) : IAuthorizationFilter
    {
        public void OnAuthorization(AuthorizationFilterContext context) => arrived();
    }
}
