using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>The application's own MVC filters around a command and around its replay.</summary>
public sealed class FilterTests
{
    private static readonly string[] AllFilters = ["authorization", "resource", "action", "result", "always"];

    public static TheoryData<Routing> Routings => MvcApp.Routings;

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task Each_filter_runs_once_for_a_call_and_once_for_its_replay(Routing routing)
    {
        List<string> seen = [];
        await using var app = await MvcApp.StartAsync(routing, mvc: mvc => Record(mvc, seen));
        var id = Call.NewId();
        Assert.Equal(201, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        Assert.Equal(AllFilters, seen);
        Assert.True((await app.PostAsync("/notes", id, NewNote.Json("a"))).Replayed);
        Assert.Equal([.. AllFilters, .. AllFilters], seen);
        seen.Clear();
        Assert.Equal(201, (await app.PostAsync("/notes", null, NewNote.Json("b"))).Status);
        Assert.Equal(AllFilters, seen);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task An_operation_that_is_refused_by_the_ledger_runs_no_filter_but_authorization(Routing routing)
    {
        List<string> seen = [];
        await using var app = await MvcApp.StartAsync(routing, mvc: mvc => Record(mvc, seen));
        Assert.Equal((400, "operation-id-malformed"), await app.PostAsync("/notes", "7", NewNote.Json("a")) is var answer ? (answer.Status, answer.Error) : default);
        Assert.Equal(["authorization"], seen);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task An_action_filter_that_refuses_does_so_in_a_replay_too(Routing routing)
    {
        var allowed = true;
        await using var app = await MvcApp.StartAsync(routing, mvc: mvc => mvc.Filters.Add(new Refusing(() => allowed)));
        var (id, body) = (Call.NewId(), NewNote.Json("a"));
        var first = await app.PostAsync("/notes", id, body);
        Assert.Equal((201, first.Text, true), await app.PostAsync("/notes", id, body) is var replay ? (replay.Status, replay.Text, replay.Replayed) : default);

        allowed = false;
        var refused = await app.PostAsync("/notes", id, body);
        Assert.Equal((403, false), (refused.Status, refused.Replayed));
        Assert.DoesNotContain(first.Text, refused.Text);
        var flush = await app.FlushAsync([Op.Line("/notes", id, body)]);
        flush.AssertStatuses(403);
        allowed = true;
        Assert.True((await app.PostAsync("/notes", id, body)).Replayed);
        Assert.Equal(["a"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task An_authorization_filter_that_refuses_does_so_before_the_ledger_is_asked(Routing routing)
    {
        var allowed = true;
        await using var app = await MvcApp.StartAsync(routing, mvc: mvc => mvc.Filters.Add(new Guard(() => allowed)));
        var id = Call.NewId();
        Assert.Equal(201, (await app.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        allowed = false;
        var replay = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((403, true, false), (replay.Status, replay.Json.GetProperty("applied").GetBoolean(), replay.Replayed));
        Assert.Equal(403, (await app.PostAsync("/notes", id, NewNote.Json("other bytes"))).Status);
        Assert.Equal(403, (await app.PostAsync("/notes", "7", NewNote.Json("a"))).Status);
        Assert.Equal(403, (await app.PostAsync("/notes/once", Call.NewId(), NewNote.Json("b"))).Status);
        Assert.Equal((1, 1), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_known_operation_whose_input_no_longer_binds_is_answered_and_not_refused(Routing routing)
    {
        using var database = new TestDatabase();
        var (id, body) = (Call.NewId(), "{\"text\":\"a\"}");
        await using (var older = await MvcApp.StartAsync(routing, options: new TestAppOptions { Database = database }))
        {
            Assert.Equal(201, (await older.PostAsync("/notes", id, body)).Status);
        }

        await using var newer = await MvcApp.StartAsync([typeof(StricterController)], routing, options: new TestAppOptions { Database = database });
        Assert.Equal((201, true), await newer.PostAsync("/notes", id, body) is var known ? (known.Status, known.Replayed) : default);
        Assert.Equal(400, (await newer.PostAsync("/notes", Call.NewId(), body)).Status);
        Assert.Equal(200, (await newer.PostAsync("/notes", Call.NewId(), "{\"added\":1}")).Status);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task What_an_exception_filter_answers_counts_by_its_status(Routing routing)
    {
        var status = 409;
        await using var app = await MvcApp.StartAsync(
            routing,
            Script.Of(static async (input, db, _) =>
            {
                await db.AddAsync(input.Text);
                throw new InvalidOperationException();
            }),
            mvc => mvc.Filters.Add(new Answering(() => status)));
        var (id, body) = (Call.NewId(), NewNote.Json("a"));
        Assert.Equal((409, "handled", false), await app.PostAsync("/notes", id, body) is var first ? (first.Status, first.Text, first.Replayed) : default);
        Assert.Equal((409, "handled", true), await app.PostAsync("/notes", id, body) is var second ? (second.Status, second.Text, second.Replayed) : default);
        status = 500;
        Assert.Equal((500, "handled"), await app.PostAsync("/notes", Call.NewId(), body) is var third ? (third.Status, third.Text) : default);
        Assert.Equal((1, 1), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task An_exception_filter_does_not_see_that_the_database_is_busy(Routing routing)
    {
        List<string> seen = [];
        await using var app = await MvcApp.StartAsync(
            routing,
            mvc: mvc => mvc.Filters.Add(new Answering(() => 500, seen)),
            options: new TestAppOptions { Connection = ";Default Timeout=1" });
        using (var writer = app.Database.Open())
        using (writer.BeginTransaction(deferred: false))
        {
            Assert.Equal((503, "database-busy"), await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a")) is var busy ? (busy.Status, busy.Error) : default);
        }

        Assert.Empty(seen);
        Assert.Equal(201, (await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a"))).Status);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task An_exception_filter_does_not_see_that_a_duplicate_was_faster(Routing routing)
    {
        List<string> seen = [];
        var (first, second, starts) = (new Gate(), new Gate(), 0);
        await using var app = await MvcApp.StartAsync(
            routing,
            Script.Of(async (input, db, _) =>
            {
                var number = Interlocked.Increment(ref starts);
                await (number == 2 ? second.PassAsync() : Task.CompletedTask);
                await db.AddAsync($"{input.Text}{number}");
                await (number == 1 ? first.PassAsync() : Task.CompletedTask);
                return new OkObjectResult(number);
            }),
            mvc => mvc.Filters.Add(new Answering(() => 500, seen)));
        var id = Call.NewId();
        var one = app.PostAsync("/notes", id, NewNote.Json("a"));
        await first.Reached;
        var two = app.PostAsync("/notes", id, NewNote.Json("a"));
        await second.Reached;
        second.Open();
        first.Open();
        Assert.Equal(("1", "1", true), ((await one).Text, (await two).Text, (await two).Replayed));
        Assert.Empty(seen);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_filter_that_refuses_a_replay_by_an_exception_is_answered_by_the_error_action(Routing routing)
    {
        var allowed = true;
        await using var app = await MvcApp.StartAsync(
            [typeof(NotesController), typeof(ErrorController)],
            routing,
            mvc: mvc => mvc.Filters.Add(new Throwing(() => allowed)),
            options: new TestAppOptions
            {
                Pipeline = static app =>
                {
                    app.UseExceptionHandler("/error");
                    app.UseEvenkeel();
                },
            });
        var (id, body) = (Call.NewId(), NewNote.Json("a"));
        var first = await app.PostAsync("/notes", id, body);
        Assert.True((await app.PostAsync("/notes", id, body)).Replayed);
        allowed = false;
        Assert.Equal((500, "error page", false), await app.PostAsync("/notes", id, body) is var refused ? (refused.Status, refused.Text, refused.Replayed) : default);
        Assert.Equal((500, "error page", false), await app.PostAsync("/notes", Call.NewId(), body) is var other ? (other.Status, other.Text, other.Replayed) : default);
        Assert.Equal((201, 1, 1), (first.Status, app.Database.Notes.Length, app.Database.LedgerRows));
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_result_filter_that_wraps_answers_does_so_for_the_ledger_too(Routing routing)
    {
        await using var app = await MvcApp.StartAsync(routing, mvc: static mvc => mvc.Filters.Add(new Wrapping()));
        var id = Call.NewId();
        var first = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal("{\"wrapped\":{\"id\":1,\"text\":\"a\"}}", first.Text);
        Assert.Equal((first.Text, true), await app.PostAsync("/notes", id, NewNote.Json("a")) is var replay ? (replay.Text, replay.Replayed) : default);
    }

    /// <summary>An error page that is adopted with the rest.</summary>
    [KeelCommand]
    public sealed class ErrorController : Controller
    {
        [Route("error")]
        public IActionResult Show() => StatusCode(500, "error page");
    }

    private static void Record(MvcOptions mvc, List<string> seen)
    {
        mvc.Filters.Add(new Each(seen));
        mvc.Filters.Add(new Always(seen));
    }

    [ApiController]
    [Route("notes")]
    [KeelCommand]
    public sealed class StricterController : ControllerBase
    {
        [HttpPost]
        public Stricter Add(Stricter input) => input;
    }

    public sealed record Stricter
    {
        public required int Added { get; init; }
    }

    private sealed class Each(List<string> seen) : IAuthorizationFilter, IResourceFilter, IActionFilter, IResultFilter
    {
        public void OnAuthorization(AuthorizationFilterContext context) => seen.Add("authorization");

        public void OnResourceExecuting(ResourceExecutingContext context) => seen.Add("resource");

        public void OnResourceExecuted(ResourceExecutedContext context)
        {
        }

        public void OnActionExecuting(ActionExecutingContext context) => seen.Add("action");

        public void OnActionExecuted(ActionExecutedContext context)
        {
        }

        public void OnResultExecuting(ResultExecutingContext context) => seen.Add("result");

        public void OnResultExecuted(ResultExecutedContext context)
        {
        }
    }

    private sealed class Always(List<string> seen) : IAlwaysRunResultFilter
    {
        public void OnResultExecuting(ResultExecutingContext context) => seen.Add("always");

        public void OnResultExecuted(ResultExecutedContext context)
        {
        }
    }

    private sealed class Refusing(Func<bool> allowed) : IActionFilter, IOrderedFilter
    {
        public int Order => int.MaxValue;

        public void OnActionExecuting(ActionExecutingContext context)
        {
            if (!allowed())
            {
                context.Result = new StatusCodeResult(403);
            }
        }

        public void OnActionExecuted(ActionExecutedContext context)
        {
        }
    }

    private sealed class Throwing(Func<bool> allowed) : IActionFilter
    {
        public void OnActionExecuting(ActionExecutingContext context)
        {
            if (!allowed() && context.Controller is NotesController)
            {
                throw new UnauthorizedAccessException();
            }
        }

        public void OnActionExecuted(ActionExecutedContext context)
        {
        }
    }

    private sealed class Guard(Func<bool> allowed) : IAuthorizationFilter
    {
        public void OnAuthorization(AuthorizationFilterContext context) => context.Result = allowed() ? null : new ForbidResult();
    }

    private sealed class Answering(Func<int> status, List<string>? seen = null) : IExceptionFilter
    {
        public void OnException(ExceptionContext context)
        {
            seen?.Add(context.Exception.GetType().Name);
            context.Result = new ContentResult { StatusCode = status(), Content = "handled" };
        }
    }

    private sealed class Wrapping : IResultFilter
    {
        public void OnResultExecuting(ResultExecutingContext context)
        {
            if (context.Result is ObjectResult { Value: Note value } result)
            {
                context.Result = new ObjectResult(new { wrapped = value }) { StatusCode = result.StatusCode };
            }
        }

        public void OnResultExecuted(ResultExecutedContext context)
        {
        }
    }
}
