using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Sharing;

/// <summary>Commands of concurrent requests that wait for one SQLite database share a commit.</summary>
[Trait("Show", "2.2")]
public sealed class ConcurrentCommandsTests
{
    [Fact]
    public async Task Those_that_wait_for_one_another_share_one_commit()
    {
        await using var sharing = await SharingApp.StartAsync(_ => { });
        var app = sharing.App;
        var holding = await sharing.HoldAsync();
        var others = Enumerable.Range(0, 20).Select(number => app.PostAsync("/notes", Call.NewId(), NewNote.Json($"{number}"), user: $"user {number}")).ToArray();
        await sharing.GatheredAsync(20);
        sharing.Hold.Open();

        Assert.Equal(200, (await holding).Status);
        Assert.All(await Task.WhenAll(others), answer => Assert.Equal((201, false), (answer.Status, answer.Replayed)));
        Assert.Equal((1, 21, 21), (sharing.Commits, app.Database.Notes.Length, app.Database.LedgerRows));
    }

    [Fact]
    public async Task Each_runs_on_its_own_requests_flow_while_another_holds_the_database()
    {
        string[] users = ["bob", "carol", "dave"];
        var seen = new ConcurrentDictionary<string, string>();
        await using var sharing = await SharingApp.StartAsync(app => app.MapCommand("/who", async (HttpContext http, IHttpContextAccessor accessor, NotesDb db) =>
        {
            var user = http.User.Identity!.Name!;
            Note("at the start");
            await db.AddAsync(user);
            Note("after the write");

            void Note(string when) =>
                seen[$"{user} {when}"] = ReferenceEquals(accessor.HttpContext, http) && http.RequestServices.GetRequiredService<NotesDb>() == db ? user : $"{accessor.HttpContext?.User.Identity?.Name}";
        }));
        var holding = await sharing.HoldAsync();
        var others = users.Select(user => sharing.App.PostAsync("/who", Call.NewId(), user: user)).ToArray();
        await Poll.UntilAsync(() => seen.Count >= users.Length, TimeSpan.FromSeconds(30), "All handlers have begun.");
        Assert.All(seen, each => Assert.Equal(each.Key.Split(' ')[0], each.Value));

        await sharing.GatheredAsync(3);
        sharing.Hold.Open();
        Assert.All(await Task.WhenAll([holding, .. others]), answer => Assert.Equal(200, answer.Status));
        Assert.Equal((1, 6), (sharing.Commits, seen.Count));
        Assert.All(seen, each => Assert.Equal(each.Key.Split(' ')[0], each.Value));
        Assert.Equal(["alice", .. users], sharing.App.Database.Query("SELECT user_id FROM evenkeel_ledger ORDER BY 1").Select(row => (string)row[0]));
        Assert.Equal([.. users, "hold of alice"], sharing.App.Database.Notes.Order());
    }

    [Fact]
    public async Task Sixty_share_and_the_next_begin_another()
    {
        await using var sharing = await SharingApp.StartAsync(_ => { });
        var holding = await sharing.HoldAsync();
        var others = Enumerable.Range(0, 60).Select(number => sharing.App.PostAsync("/notes", Call.NewId(), NewNote.Json($"{number}"))).ToArray();
        await sharing.GatheredAsync(60);
        sharing.Hold.Open();
        await Task.WhenAll([holding, .. others]);
        Assert.Equal((2, 61), (sharing.Commits, sharing.App.Database.Notes.Length));
    }

    [Fact]
    public async Task One_that_fails_harms_none_of_those_it_shares_with()
    {
        await using var sharing = await SharingApp.StartAsync(app =>
        {
            app.MapCommand("/throws", async (NotesDb db) =>
            {
                await db.AddAsync("spoiled");
                throw new InvalidOperationException("A fault of the handler.");
            });
            app.MapCommand("/rejects", async (NotesDb db) =>
            {
                await db.AddAsync("rejected");
                return Results.Conflict();
            });
        });
        var app = sharing.App;
        var holding = await sharing.HoldAsync();
        var paths = new[] { "/notes", "/throws", "/notes", "/rejects", "/notes" };
        var others = paths.Select(path => app.PostAsync(path, Call.NewId(), NewNote.Json("sound"))).ToArray();
        await sharing.GatheredAsync(5);
        sharing.Hold.Open();
        await holding;
        Assert.Equal([201, 500, 201, 409, 201], (await Task.WhenAll(others)).Select(answer => answer.Status));
        Assert.Equal((1, ["hold of alice", "sound", "sound", "sound"]), (sharing.Commits, app.Database.Notes), Same);
    }

    [Fact]
    public async Task When_the_commit_fails_each_runs_again_by_itself_and_only_the_culprit_fails()
    {
        var starts = 0;
        await using var sharing = await SharingApp.StartAsync(app => app.MapCommand("/defers", async (NotesDb db) =>
        {
            Interlocked.Increment(ref starts);
            await db.AddAsync("spoiled");
            await db.Database.ExecuteSqlRawAsync("INSERT INTO children (parent) VALUES (99)");
        }));
        var app = sharing.App;
        app.Database.Query("CREATE TABLE children (parent integer REFERENCES Notes (Id) DEFERRABLE INITIALLY DEFERRED)");
        var holding = await sharing.HoldAsync();
        var defers = app.PostAsync("/defers", Call.NewId());
        await sharing.GatheredAsync(1);
        var sound = app.PostAsync("/notes", Call.NewId(), NewNote.Json("sound"));
        await sharing.GatheredAsync(2);
        sharing.Hold.Open();

        Assert.Equal((200, 500, 201), ((await holding).Status, (await defers).Status, (await sound).Status));
        Assert.Equal(2, starts);
        Assert.Equal(["hold of alice", "sound"], app.Database.Notes.Order());
        Assert.Equal(2, app.Database.LedgerRows);
    }

    [Fact]
    public async Task Answers_are_withheld_until_the_commit_and_an_answer_that_waits_too_long_is_unknown_and_then_replayed()
    {
        var gate = new Gate();
        await using var slow = await SharingApp.StartAsync(
            routes => routes.MapCommand("/slow", async (NotesDb db) =>
            {
                await db.AddAsync("slow");
                await gate.PassAsync();
            }),
            ledger => ledger.WriteWait = TimeSpan.FromMilliseconds(300));
        var holdId = Call.NewId();
        var holding = await slow.HoldAsync(holdId);
        var last = slow.App.PostAsync("/slow", Call.NewId());
        await slow.GatheredAsync(1);
        slow.Hold.Open();
        await gate.Reached;

        // It is done, and the other one keeps its commit.
        var unknown = await holding;
        Assert.Equal((503, ProblemCodes.OutcomeUnknown, "1"), (unknown.Status, unknown.Error, unknown.Headers["Retry-After"]));
        Assert.Empty(slow.App.Database.Notes);
        gate.Open();
        Assert.Equal(200, (await last).Status);
        Assert.True((await slow.App.PostAsync("/hold", holdId)).Replayed);
        Assert.Equal(["hold of alice", "slow"], slow.App.Database.Notes);
    }

    [Fact]
    public async Task An_action_that_is_slow_again_and_again_gets_a_commit_of_its_own()
    {
        var clock = new ManualClock();
        await using var sharing = await SharingApp.StartAsync(
            app => app.MapCommand("/slow", async (NotesDb db) =>
            {
                await db.AddAsync("slow");
                clock.Advance(TimeSpan.FromMilliseconds(101));
            }),
            clock: clock);
        Task<FlushAnswer> FlushAsync() => sharing.App.FlushAsync(new[] { "/notes", "/slow", "/notes" }.Select(path => Op.Line(path, clock.NewId(), NewNote.Json("sound"))));

        for (var number = 1; number <= 5; number++)
        {
            (await FlushAsync()).AssertStatuses(201, 200, 201);
            Assert.Equal(2 * number, sharing.Commits);
        }

        (await FlushAsync()).AssertStatuses(201, 200, 201);
        Assert.Equal(10 + 3, sharing.Commits);
        clock.Advance(TimeSpan.FromSeconds(30));
        (await FlushAsync()).AssertStatuses(201, 200, 201);
        Assert.Equal(10 + 3 + 2, sharing.Commits);
        Assert.Equal(21, sharing.App.Database.Notes.Length);
    }

    private static bool Same((int Commits, string[] Notes) one, (int Commits, string[] Notes) other) =>
        one.Commits == other.Commits && one.Notes.SequenceEqual(other.Notes);
}
