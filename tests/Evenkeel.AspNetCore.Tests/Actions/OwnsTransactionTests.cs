using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Actions;

/// <summary>A handler that keeps its own transactions starts once, and is never reported as done unless it said so.</summary>
public sealed class OwnsTransactionTests
{
    private readonly ManualClock _clock = new();
    private readonly Gate _gate = new();
    private int _starts;

    [Fact]
    public async Task Its_transactions_are_its_own_and_a_repeat_gets_the_stored_answer()
    {
        await using var app = await StartAsync();
        var id = _clock.NewId();
        var first = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((201, "/notes/a"), (first.Status, first.Headers["Location"]));
        Assert.Equal(["a 1", "a 2"], app.Database.Notes);
        var again = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((201, true, first.Text), (again.Status, again.Replayed, again.Text));
        Assert.Equal(ProblemCodes.OperationIdReused, (await app.PostAsync("/notes", id, NewNote.Json("b"))).Error);
        Assert.Equal(1, _starts);
    }

    [Theory]
    [InlineData("throw", 500)]
    [InlineData("500", 500)]
    [InlineData("503", 503)]
    [InlineData("429", 429)]
    public async Task An_end_without_an_outcome_is_lost_and_not_run_again(string text, int status)
    {
        await using var app = await StartAsync();
        var id = _clock.NewId();
        Assert.Equal(status, (await app.PostAsync("/notes", id, NewNote.Json(text))).Status);
        foreach (var _ in (int[])[1, 2])
        {
            var again = await app.PostAsync("/notes", id, NewNote.Json(text));
            Assert.Equal((409, ProblemCodes.OutcomeLost, false), (again.Status, again.Error, again.Replayed));
        }

        var flush = await app.FlushAsync([Op.Line("/notes", id, NewNote.Json(text), lane: "x"), Op.Line("/notes", _clock.NewId(), NewNote.Json("next"), lane: "x")]);
        flush.AssertStatuses(409, 424);
        Assert.Equal([$"{text} 1"], app.Database.Notes);
        Assert.Equal(1, _starts);
    }

    [Fact]
    public async Task A_refusal_is_an_outcome()
    {
        await using var app = await StartAsync();
        var id = _clock.NewId();
        Assert.Equal(409, (await app.PostAsync("/notes", id, NewNote.Json("409"))).Status);
        var again = await app.PostAsync("/notes", id, NewNote.Json("409"));
        Assert.Equal((409, true, null), (again.Status, again.Replayed, again.Error));
        Assert.Equal(["409 1"], app.Database.Notes);
    }

    [Fact]
    public async Task A_duplicate_in_flight_is_told_to_come_again()
    {
        await using var app = await StartAsync();
        var id = _clock.NewId();
        var first = app.PostAsync("/notes", id, NewNote.Json("wait"));
        await _gate.Reached;
        var second = await app.PostAsync("/notes", id, NewNote.Json("wait"));
        Assert.Equal((503, ProblemCodes.OutcomeUnknown, "1"), (second.Status, second.Error, second.Headers["Retry-After"]));
        (await app.FlushAsync([Op.Void(id)])).AssertStatuses(503);
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(503, (await app.PostAsync("/notes", id, NewNote.Json("wait"))).Status);
        _gate.Open();
        Assert.Equal(201, (await first).Status);
        Assert.True((await app.PostAsync("/notes", id, NewNote.Json("wait"))).Replayed);
        Assert.Equal(1, _starts);
    }

    [Fact]
    public async Task What_another_instance_left_open_is_lost_when_its_lease_is_over_and_found_if_it_ends_after_all()
    {
        using var database = new TestDatabase();
        await using var slow = await StartAsync(database);
        await using var other = await StartAsync(database);
        var id = _clock.NewId();
        var first = slow.PostAsync("/notes", id, NewNote.Json("wait"));
        await _gate.Reached;
        Assert.Equal(ProblemCodes.OutcomeUnknown, (await other.PostAsync("/notes", id, NewNote.Json("wait"))).Error);
        _clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        Assert.Equal(ProblemCodes.OutcomeLost, (await other.PostAsync("/notes", id, NewNote.Json("wait"))).Error);
        _gate.Open();
        Assert.Equal(201, (await first).Status);
        Assert.Equal((201, true), await StatusAsync(other, id));
        Assert.Equal(1, _starts);
    }

    [Fact]
    public async Task A_lost_one_can_be_discarded_and_late_copies_are_refused()
    {
        await using var app = await StartAsync();
        var id = _clock.NewId();
        await app.PostAsync("/notes", id, NewNote.Json("500"));
        (await app.FlushAsync([Op.Void(id), Op.Void(id)])).AssertStatuses(200, 200);
        Assert.Equal(ProblemCodes.OperationVoid, (await app.PostAsync("/notes", id, NewNote.Json("500"))).Error);
        Assert.Equal(1, _starts);
    }

    [Fact]
    public async Task In_a_flush_it_comes_after_what_was_before_it_and_has_commits_of_its_own()
    {
        await using var app = await TestApp.StartAsync(
            app =>
            {
                Map(app);
                app.MapCommand("/plain", (NewNote input, NotesDb db) => db.AddAsync(input.Text));
            },
            new TestAppOptions { Clock = _clock });
        string[] lines =
        [
            Op.Line("/plain", _clock.NewId(), NewNote.Json("before")),
            Op.Line("/notes", _clock.NewId(), NewNote.Json("owned")),
            Op.Line("/plain", _clock.NewId(), NewNote.Json("after")),
        ];
        (await app.FlushAsync(lines)).AssertStatuses(200, 201, 200);
        Assert.Equal(["before", "owned 1", "owned 2", "after"], app.Database.Notes);
        var again = await app.FlushAsync(lines);
        Assert.All([0, 1, 2], line => Assert.True(again.Replayed(line)));
        Assert.Equal(4, app.Database.Notes.Length);
    }

    [Fact]
    public async Task Without_an_id_it_is_an_ordinary_endpoint()
    {
        await using var app = await StartAsync();
        Assert.Equal(201, (await app.PostAsync("/notes", id: null, NewNote.Json("a"))).Status);
        Assert.Equal((2, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    private static async Task<(int Status, bool Replayed)> StatusAsync(TestApp app, string id)
    {
        var answer = await app.PostAsync("/notes", id, NewNote.Json("wait"));
        return (answer.Status, answer.Replayed);
    }

    private Task<TestApp> StartAsync(TestDatabase? database = null) => TestApp.StartAsync(Map, new TestAppOptions { Clock = _clock, Database = database });

    private void Map(WebApplication app) => app.MapCommand("/notes", async (NewNote input, NotesDb db) =>
    {
        Interlocked.Increment(ref _starts);
        await using (var first = await db.Database.BeginTransactionAsync())
        {
            await db.AddAsync($"{input.Text} 1");
            await first.CommitAsync();
        }

        // It is there for everybody, whatever comes next.
        Assert.Null(db.Database.CurrentTransaction);
        switch (input.Text)
        {
            case "throw":
                throw new InvalidOperationException("meant");
            case "wait":
                await _gate.PassAsync();
                break;
            case ['4' or '5', _, _]:
                return Results.Text(input.Text, statusCode: int.Parse(input.Text));
        }

        await using var second = await db.Database.BeginTransactionAsync();
        await db.AddAsync($"{input.Text} 2");
        await second.CommitAsync();
        return Results.Created($"/notes/{input.Text}", input.Text);
    }).OwnsTransaction().WithoutDeadline();
}
