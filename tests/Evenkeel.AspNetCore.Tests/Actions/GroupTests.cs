using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Actions;

/// <summary>Groups whose endpoints are adopted together.</summary>
public sealed class GroupTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_endpoint_that_does_not_only_read_becomes_a_command_whenever_it_is_added(bool before)
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            var group = app.MapGroup("/api");
            if (before)
            {
                group.AsCommands();
            }

            group.MapPost("/notes", NotesApi.AddAsync);
            group.MapPut("/notes/{id:int}", (int id, NotesDb db) => db.AddAsync($"put {id}"));
            group.MapGroup("/inner").MapDelete("/notes", (NotesDb db) => db.AddAsync("delete"));
            group.Map("/any", (NotesDb db, HttpContext http) => db.AddAsync(http.Request.Method));
            group.MapGet("/list", (NotesDb db) => db.AddAsync("get"));
            app.MapPost("/outside", NotesApi.AddAsync);
            if (!before)
            {
                group.AsCommands();
            }
        });
        await AssertReplayedAsync(true, "POST", "/api/notes", NewNote.Json("a"));
        await AssertReplayedAsync(true, "PUT", "/api/notes/7");
        await AssertReplayedAsync(true, "DELETE", "/api/inner/notes");
        await AssertReplayedAsync(true, "PATCH", "/api/any");
        await AssertReplayedAsync(false, "GET", "/api/any");
        await AssertReplayedAsync(false, "GET", "/api/list");
        await AssertReplayedAsync(false, "POST", "/outside", NewNote.Json("b"));
        Assert.Equal(["a", "put 7", "delete", "PATCH", "GET", "GET", "get", "get", "b", "b"], app.Database.Notes);

        var flush = await app.FlushAsync([Op.Line("/api/inner/notes", method: "DELETE"), Op.Line("/outside", body: NewNote.Json("b"))]);
        flush.AssertStatuses(200, 404);
        Assert.Equal(ProblemCodes.ActionUnknown, flush.Error(1));

        async Task AssertReplayedAsync(bool expected, string method, string path, string? body = null)
        {
            var call = new Call { Method = method, Path = path, Id = Call.NewId(), Body = body };
            var (first, second) = (await app.SendAsync(call), await app.SendAsync(call));
            Assert.True(first.Status is 200 or 201 && second.Replayed == expected, $"{method} {path}: {first.Status} {first.Text}, then {second.Status} {second.Replayed}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Show", "1.9")]
    public async Task Filters_of_the_group_and_of_the_endpoint_refuse_a_replay_too(bool byTheEndpoint)
    {
        var (groupAllows, endpointAllows) = (true, true);
        List<string> seen = [];
        await using var app = await TestApp.StartAsync(app =>
        {
            var group = app.MapGroup("/api").AsCommands();
            group.MapPost("/notes", NotesApi.AddAsync).AddEndpointFilter(Guard("endpoint", () => endpointAllows)).AddEndpointFilter<OwnFilter>();
            group.AddEndpointFilter(Guard("group", () => groupAllows));

            Func<EndpointFilterInvocationContext, EndpointFilterDelegate, ValueTask<object?>> Guard(string name, Func<bool> allowed) => async (context, next) =>
            {
                seen.Add($"{name} {context.GetArgument<NewNote>(0).Text}");
                return allowed() ? await next(context) : Results.StatusCode(403);
            };
        });
        var (id, body) = (Call.NewId(), NewNote.Json("a"));
        var first = await app.PostAsync("/api/notes", id, body);
        var replay = await app.PostAsync("/api/notes", id, body);
        Assert.Equal((201, first.Text, true), (replay.Status, replay.Text, replay.Replayed));
        Assert.Equal(["group a", "endpoint a", "group a", "endpoint a"], seen);
        Assert.Equal("seen", replay.Headers["X-Own"]);

        (groupAllows, endpointAllows) = (byTheEndpoint, !byTheEndpoint);
        var refused = await app.PostAsync("/api/notes", id, body);
        Assert.Equal((403, false), (refused.Status, refused.Replayed));
        Assert.DoesNotContain(first.Text, refused.Text);
        (groupAllows, endpointAllows) = (true, true);
        Assert.True((await app.PostAsync("/api/notes", id, body)).Replayed);
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Fact]
    public async Task A_filter_that_is_added_after_AsCommand_refuses_a_replay_too()
    {
        var allowed = true;
        await using var app = await TestApp.StartAsync(app => app.MapPost("/notes", NotesApi.AddAsync).AsCommand()
            .AddEndpointFilter(async (context, next) => allowed ? await next(context) : Results.StatusCode(403)));
        var id = Call.NewId();
        Assert.Equal(201, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        Assert.True((await app.PostAsync("/notes", id, NewNote.Json("a"))).Replayed);
        allowed = false;
        Assert.Equal((403, false), await app.PostAsync("/notes", id, NewNote.Json("a")) is var refused ? (refused.Status, refused.Replayed) : default);
    }

    [Fact]
    public async Task Endpoints_that_say_what_they_are_stay_that()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            var group = app.MapGroup("/api").AsCommands().AsQueries();
            group.MapPost("/search", (NotesDb db) => db.AddAsync("search")).AsQuery();
            group.MapCommand("/reject", RejectAsync);
            group.MapPost("/adopted", RejectAsync);
            group.MapPost("/strict", RejectAsync).RollbackOnReject();
            group.MapPost("/sensitive", NotesApi.AddAsync).Sensitive();
            group.MapGet("/secret", () => "secret").Sensitive();
            group.MapGet("/open", () => "open");
        });
        var id = Call.NewId();
        Assert.Equal((200, 200), ((await app.PostAsync("/api/search", id)).Status, (await app.PostAsync("/api/search", id)).Status));
        Assert.Equal(["search", "search"], app.Database.Notes);
        Assert.Equal(409, (await app.PostAsync("/api/reject", Call.NewId())).Status);
        Assert.Equal(409, (await app.PostAsync("/api/strict", Call.NewId())).Status);
        Assert.Equal(2, app.Database.Notes.Length);
        Assert.Equal(409, (await app.PostAsync("/api/adopted", Call.NewId())).Status);
        Assert.Equal(["search", "search", "rejected"], app.Database.Notes);

        Assert.Equal(201, (await app.PostAsync("/api/sensitive", id = Call.NewId(), NewNote.Json("a"))).Status);
        Assert.Equal((201, ""), await app.PostAsync("/api/sensitive", id, NewNote.Json("a")) is var omitted ? (omitted.Status, omitted.Text) : default);
        Assert.Equal("none", (await app.SendAsync(new Call { Method = "GET", Path = "/api/secret" })).Headers[KeelHeaders.Keep]);
        Assert.DoesNotContain(KeelHeaders.Keep, (await app.SendAsync(new Call { Method = "GET", Path = "/api/open" })).Headers.Keys);

        static async Task<IResult> RejectAsync(NotesDb db)
        {
            await db.AddAsync("rejected");
            return Results.Conflict();
        }
    }

    private sealed class OwnFilter : IEndpointFilter
    {
        public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            context.HttpContext.Response.Headers["X-Own"] = "seen";
            return next(context);
        }
    }
}
