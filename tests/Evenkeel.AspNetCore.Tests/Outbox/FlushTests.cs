using System.Text.Json;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Tests.Outbox;

public sealed class FlushTests
{
    [Fact]
    public async Task Answers_come_in_the_order_of_the_operations_and_end_with_their_number()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        string[] ids = [.. Enumerable.Range(0, 100).Select(_ => Call.NewId())];
        var flush = await app.FlushAsync(ids.Select((id, number) => Op.Line("/notes", id, NewNote.Json($"n{number}"))));
        Assert.Equal(ids, flush.Lines.Select(line => line.GetProperty("id").GetString()));
        Assert.All(flush.Statuses, status => Assert.Equal(201, status));
        Assert.Equal(100, flush.End);
        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"n{number}"), app.Database.Notes);
        Assert.Equal("application/x-ndjson", flush.Http.ContentType);
        Assert.Equal(("no-store", "no", "5"), (flush.Http.Headers["Cache-Control"], flush.Http.Headers["X-Accel-Buffering"], flush.Http.Headers[KeelHeaders.Protocol]));
    }

    [Fact]
    public async Task An_empty_flush_is_answered_by_its_end()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var flush = await app.FlushAsync([]);
        Assert.Equal((0, 0), (flush.Lines.Count, flush.End));
    }

    [Fact]
    public async Task A_duplicate_within_a_flush_is_replayed()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var line = Op.Line("/notes", Call.NewId(), NewNote.Json("a"));
        var flush = await app.FlushAsync([line, line]);
        flush.AssertStatuses(201, 201);
        Assert.Equal((false, true), (flush.Replayed(0), flush.Replayed(1)));
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Fact]
    public async Task A_body_of_another_content_type_reaches_its_handler()
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/form", async (HttpContext http, NotesDb db) =>
        {
            var form = await http.Request.ReadFormAsync();
            await db.AddAsync(form["text"]!);
        }));
        var line = JsonSerializer.Serialize(new { id = Call.NewId(), method = "POST", path = "/form", text = "text=a+b%26", type = "application/x-www-form-urlencoded" });
        (await app.FlushAsync([line])).AssertStatuses(200);
        Assert.Equal(["a b&"], app.Database.Notes);
    }

    [Fact]
    public async Task Paths_queries_and_languages_arrive_as_for_a_direct_call()
    {
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes/{name}", (string name, string? q, HttpContext http) =>
            Results.Text($"{name}|{q}|{http.Request.Path}|{http.Request.QueryString}|{http.Request.Headers.AcceptLanguage}|{http.Request.ContentLength}")));
        const string Path = "/notes/Z%C3%B6e%20%2F?q=%26x";
        var headers = new Dictionary<string, string> { ["Accept-Language"] = "de" };
        var direct = await app.SendAsync(new Call { Path = Path, Id = Call.NewId(), Headers = headers, Body = "{}" });
        var flush = await app.FlushAsync([Op.Line(Path, body: "{}")], call => call with { Headers = headers });
        Assert.Equal(direct.Text, flush.Lines[0].GetProperty("text").GetString());
        Assert.StartsWith("Zöe %2F|&x|", direct.Text);
    }

    [Fact]
    public async Task The_application_may_stand_below_a_path_base()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions
        {
            Pipeline = app =>
            {
                app.UsePathBase("/crm");
                app.UseEvenkeel();
                app.UseRouting();
            },
        });
        var id = Call.NewId();
        var flush = await app.FlushAsync([Op.Line("/notes", id, NewNote.Json("a"))], call => call with { Path = "/crm/_evenkeel/outbox" });
        flush.AssertStatuses(201);
        Assert.True((await app.PostAsync("/crm/notes", id, NewNote.Json("a"))).Replayed);
    }

    [Fact]
    public async Task A_malformed_body_is_a_problem_on_its_line_and_the_others_run()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var flush = await app.FlushAsync(
        [
            Op.Line("/notes", body: NewNote.Json("a")),
            Op.Line("/notes", body: """{"text":7}"""),
            Op.Line("/notes", body: "[]"),
            Op.Line("/notes"),
            Op.Line("/notes", body: NewNote.Json("b")),
        ]);
        flush.AssertStatuses(201, 400, 400, 400, 201);
        Assert.All([1, 2, 3], line => Assert.Equal(ProblemCodes.RequestMalformed, flush.Error(line)));
        Assert.Equal(["a", "b"], app.Database.Notes);
    }

    [Fact]
    public async Task A_line_that_is_cut_or_no_json_is_a_problem_and_the_others_run()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var id = Call.NewId();
        var cut = Op.Line("/notes", id, NewNote.Json("cut"))[..^8];
        var flush = await app.FlushAsync(["nonsense", Op.Line("/notes", body: NewNote.Json("a")), "", "[]", cut]);
        flush.AssertStatuses(400, 201, 400, 400);
        Assert.All([0, 2, 3], line => Assert.Equal(ProblemCodes.OperationMalformed, flush.Error(line)));
        Assert.Equal((1, 4), (flush.Lines[0].GetProperty("line").GetInt32(), flush.Lines[2].GetProperty("line").GetInt32()));
        Assert.Equal(id, flush.Lines[3].GetProperty("id").GetString());
        Assert.Equal(4, flush.End);
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("9f8c2c9e-4b4e-4f43-8f5e-0e7a6c1d2b3a")]
    public async Task A_malformed_id_is_a_problem_on_its_line_and_the_others_run(string id)
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var flush = await app.FlushAsync([Op.Line("/notes", id, NewNote.Json("a")), Op.Void(id), Op.Line("/notes", body: NewNote.Json("b"))]);
        flush.AssertStatuses(400, 400, 201);
        Assert.Equal((ProblemCodes.OperationIdMalformed, ProblemCodes.OperationIdMalformed), (flush.Error(0), flush.Error(1)));
        Assert.Equal((id, id), (flush.Lines[0].GetProperty("id").GetString(), flush.Lines[1].GetProperty("void").GetString()));
        Assert.Equal(["b"], app.Database.Notes);
    }

    [Fact]
    public async Task What_is_no_command_cannot_be_reached_by_an_operation()
    {
        var reached = 0;
        await using var app = await TestApp.StartAsync(app =>
        {
            NotesApi.Map(app);
            app.MapPost("/plain", () => Interlocked.Increment(ref reached));
            app.MapQuery("/query", () => Interlocked.Increment(ref reached));
            var adopted = app.MapGroup("/adopted").AsCommand();
            adopted.MapGet("/get", () => Interlocked.Increment(ref reached));
            adopted.MapMethods("/head", ["HEAD"], () => Interlocked.Increment(ref reached));
        });
        string[] strangers =
        [
            Op.Line("/nothing", body: "{}"),
            Op.Line("/plain", body: "{}"),
            Op.Line("/query", method: "GET"),
            Op.Line("/notes", method: "GET"),
            Op.Line("/notes", method: "DELETE"),
            Op.Line("/adopted/get", method: "GET"),
            Op.Line("/adopted/head", method: "HEAD"),
            Op.Line("/_evenkeel/outbox", body: "{}"),
            Op.Line("/_evenkeel/session", method: "GET"),
            Op.Line("/_evenkeel/client.js", method: "GET"),
            Op.Line($"/_evenkeel/operations/{Call.NewId()}/void"),
        ];
        var flush = await app.FlushAsync([.. strangers, Op.Line("/notes", body: NewNote.Json("a"))]);
        Assert.All(strangers.Index(), each => Assert.Equal((each.Index, 404, ProblemCodes.ActionUnknown), (each.Index, flush.Statuses[each.Index], flush.Error(each.Index))));
        Assert.Equal(201, flush.Statuses[^1]);
        Assert.Equal((0, 1), (reached, app.Database.LedgerRows));
    }

    [Fact]
    public async Task An_exception_in_one_operation_is_a_500_on_its_line_and_the_others_run()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            NotesApi.Map(app);
            app.MapCommand("/broken", async (NotesDb db) =>
            {
                await db.AddAsync("broken");
                throw new InvalidOperationException("secret detail");
            });
        });
        var flush = await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("a")), Op.Line("/broken"), Op.Line("/notes", body: NewNote.Json("b"))]);
        flush.AssertStatuses(201, 500, 201);
        Assert.Equal(ProblemCodes.InternalError, flush.Error(1));
        Assert.DoesNotContain("secret detail", flush.Http.Text);
        Assert.Equal(["a", "b"], app.Database.Notes);
        Assert.Contains(app.Log.Lines, line => line.Contains("secret detail"));
    }

    [Fact]
    public async Task A_path_that_cannot_be_decoded_is_a_problem_on_its_line()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var flush = await app.FlushAsync([Op.Line("/notes/%00", body: "{}"), Op.Line("/notes/%zz", body: "{}"), Op.Line("/?x", body: "{}"), Op.Line("/notes", body: NewNote.Json("a"))]);
        flush.AssertStatuses(400, 404, 404, 201);
    }

    [Fact]
    public async Task Replays_and_new_operations_of_a_repeated_flush_add_up()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        string[] lines = [.. Enumerable.Range(0, 20).Select(number => Op.Line("/notes", Call.NewId(), NewNote.Json($"n{number}")))];
        await app.FlushAsync(lines[..12]);
        var flush = await app.FlushAsync(lines);
        Assert.Equal(Enumerable.Range(0, 20).Select(number => number < 12), Enumerable.Range(0, 20).Select(flush.Replayed));
        Assert.Equal((20, 20), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    [Fact]
    public async Task Each_operation_has_a_context_of_its_own()
    {
        HashSet<DbContext> contexts = [];
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", (NotesDb db) => contexts.Add(db)));
        await app.FlushAsync([Op.Line("/notes"), Op.Line("/notes"), Op.Line("/notes")]);
        Assert.Equal(3, contexts.Count);
    }
}
