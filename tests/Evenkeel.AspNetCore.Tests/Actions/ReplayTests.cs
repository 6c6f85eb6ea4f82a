using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Actions;

public sealed class ReplayTests
{
    [Fact]
    public async Task A_201_is_replayed_with_its_body_address_and_version()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var id = Call.NewId();
        var first = await app.PostAsync("/notes", id, NewNote.Json("a"));
        var second = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal(201, first.Status);
        Assert.False(first.Replayed);
        AssertSame(first, second);
        Assert.Equal("/notes/1", second.Headers["Location"]);
        Assert.Equal("\"1\"", second.Headers["ETag"]);
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Theory]
    [InlineData("200")]
    [InlineData("204")]
    [InlineData("text")]
    [InlineData("303")]
    [InlineData("202")]
    public async Task Every_kind_of_success_is_replayed_as_it_was(string kind)
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes/{kind}", async (string kind, NotesDb db) =>
        {
            await db.AddAsync(kind);
            return kind switch
            {
                "200" => Results.Ok(new { db.Notes.Single().Id }),
                "204" => Results.NoContent(),
                "text" => Results.Text("a\nb", "text/plain"),
                "303" => Results.Redirect("/elsewhere"),
                _ => Results.StatusCode(202),
            };
        }));
        var id = Call.NewId();
        var first = await app.PostAsync($"/notes/{kind}", id);
        AssertSame(first, await app.PostAsync($"/notes/{kind}", id));
        Assert.Single(app.Database.Notes);
    }

    [Fact]
    public async Task A_replay_may_come_by_another_way()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var id = Call.NewId();
        var direct = await app.PostAsync("/notes", id, NewNote.Json("a"));
        var flush = await app.FlushAsync([Op.Line("/notes", id, NewNote.Json("a"))]);
        Assert.True(flush.Replayed(0));
        Assert.Equal("/notes/1", flush.Lines[0].GetProperty("location").GetString());
        Assert.Equal("\"1\"", flush.Lines[0].GetProperty("etag").GetString());
        Assert.Equal(direct.Text, flush.Lines[0].GetProperty("body").GetRawText());
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Fact]
    public async Task The_id_may_be_quoted_or_in_capitals()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var id = Call.NewId();
        await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.True((await app.PostAsync("/notes", $"\"{id}\"", NewNote.Json("a"))).Replayed);
        Assert.True((await app.PostAsync("/notes", id.ToUpperInvariant(), NewNote.Json("a"))).Replayed);
    }

    [Fact]
    public async Task A_handler_that_writes_nothing_leaves_its_row()
    {
        var runs = 0;
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/mail", () => Results.Ok(Interlocked.Increment(ref runs))));
        var id = Call.NewId();
        var first = await app.PostAsync("/mail", id);
        AssertSame(first, await app.PostAsync("/mail", id));
        Assert.Equal((1, 1), (runs, app.Database.LedgerRows));
    }

    [Fact]
    public async Task A_sensitive_answer_is_sent_once_and_replayed_without_its_body()
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/tokens", async (NotesDb db) =>
        {
            await db.AddAsync("token");
            return Results.Ok("secret-7");
        }).Sensitive());
        var id = Call.NewId();
        Assert.Contains("secret-7", (await app.PostAsync("/tokens", id)).Text);
        AssertOmitted(await app.PostAsync("/tokens", id));
        var flush = await app.FlushAsync([Op.Line("/tokens", id)]);
        Assert.True(flush.Lines[0].GetProperty("omitted").GetBoolean());
        Assert.Empty(app.Database.Query("SELECT answer FROM evenkeel_ledger WHERE answer IS NOT NULL"));
    }

    [Fact]
    public async Task An_answer_over_the_limit_is_sent_whole_and_replayed_without_its_body()
    {
        await using var app = await TestApp.StartAsync(
            app => app.MapCommand("/long/{length}", (int length) => Results.Text(new string('x', length))),
            new TestAppOptions { Ledger = options => options.MaxAnswerBytes = 1000 });
        var (within, over) = (Call.NewId(), Call.NewId());
        Assert.Equal(1000, (await app.PostAsync("/long/1000", within)).Text.Length);
        Assert.Equal(1001, (await app.PostAsync("/long/1001", over)).Text.Length);
        Assert.Equal(1000, (await app.PostAsync("/long/1000", within)).Text.Length);
        AssertOmitted(await app.PostAsync("/long/1001", over));
    }

    [Fact]
    public async Task The_same_id_with_other_bytes_path_query_or_method_is_refused()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            NotesApi.Map(app);
            app.MapCommand("PUT /notes", NotesApi.AddAsync);
            app.MapCommand("/others", NotesApi.AddAsync);
        });
        var id = Call.NewId();
        Assert.Equal(201, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        Call[] others =
        [
            new() { Path = "/notes", Id = id, Body = NewNote.Json("b") },
            new() { Path = "/notes", Id = id, Body = NewNote.Json("a") + " " },
            new() { Path = "/notes?x=1", Id = id, Body = NewNote.Json("a") },
            new() { Path = "/others", Id = id, Body = NewNote.Json("a") },
            new() { Path = "/notes", Id = id, Body = NewNote.Json("a"), Method = "PUT" },
        ];
        foreach (var other in others)
        {
            var answer = await app.SendAsync(other);
            Assert.Equal((422, ProblemCodes.OperationIdReused), (answer.Status, answer.Error));
        }

        Assert.Equal(["a"], app.Database.Notes);
    }

    [Fact]
    public async Task A_large_body_is_part_of_the_fingerprint_and_reaches_the_handler_whole()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var (id, text) = (Call.NewId(), new string('x', 100_000));
        var first = await app.PostAsync("/notes", id, NewNote.Json(text));
        AssertSame(first, await app.PostAsync("/notes", id, NewNote.Json(text)));
        Assert.Equal(422, (await app.PostAsync("/notes", id, NewNote.Json(text + "y"))).Status);
        Assert.Equal([text], app.Database.Notes);
    }

    [Fact]
    public async Task An_id_of_another_user_or_tenant_is_another_operation_and_reveals_nothing()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var id = Call.NewId();
        await app.SendAsync(new Call { Path = "/notes", Id = id, Body = NewNote.Json("alice's"), Tenant = "acme" });
        var bob = await app.SendAsync(new Call { Path = "/notes", Id = id, Body = NewNote.Json("bob's"), User = "bob", Tenant = "acme" });
        var elsewhere = await app.SendAsync(new Call { Path = "/notes", Id = id, Body = NewNote.Json("other tenant's"), Tenant = "globex" });
        var nobody = await app.SendAsync(new Call { Path = "/notes", Id = id, Body = NewNote.Json("nobody's"), User = null });
        Assert.All([bob, elsewhere, nobody], answer => Assert.Equal((201, false), (answer.Status, answer.Replayed)));
        Assert.Equal(["alice's", "bob's", "other tenant's", "nobody's"], app.Database.Notes);
        Assert.True((await app.SendAsync(new Call { Path = "/notes", Id = id, Body = NewNote.Json("bob's"), User = "bob", Tenant = "acme" })).Replayed);
    }

    [Fact]
    public async Task A_command_inside_an_adopted_group_runs_once()
    {
        await using var app = await TestApp.StartAsync(app => app.MapGroup("/group").AsCommand().MapCommand("/notes", NotesApi.AddAsync).AsCommand());
        var id = Call.NewId();
        var first = await app.PostAsync("/group/notes", id, NewNote.Json("a"));
        AssertSame(first, await app.PostAsync("/group/notes", id, NewNote.Json("a")));
        Assert.Equal(["a"], app.Database.Notes);
    }

    private static void AssertSame(Answer first, Answer replay)
    {
        Assert.False(first.Replayed);
        Assert.True(replay.Replayed, $"{replay.Status} {replay.Text}");
        Assert.Equal((first.Status, first.Text, first.ContentType), (replay.Status, replay.Text, replay.ContentType));
        Assert.Equal(first.Headers.GetValueOrDefault("Location"), replay.Headers.GetValueOrDefault("Location"));
        Assert.Equal(first.Headers.GetValueOrDefault("ETag"), replay.Headers.GetValueOrDefault("ETag"));
    }

    private static void AssertOmitted(Answer replay)
    {
        Assert.Equal((200, true, "omitted", ""), (replay.Status, replay.Replayed, replay.Headers[KeelHeaders.Answer], replay.Text));
    }
}
