using System.Data.Common;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>Where the context retries by itself, the whole action runs again, with its filters.</summary>
public sealed class RetryingStrategyTests
{
    public static TheoryData<Routing> Routings => MvcApp.Routings;

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_transient_failure_runs_the_whole_action_again_in_a_fresh_scope(Routing routing)
    {
        HashSet<NotesDb> contexts = [];
        var (tries, filtered) = (0, 0);
        await using var app = await StartAsync(
            routing,
            Script.Of(async (input, db, http) =>
            {
                contexts.Add(db);
                var number = Interlocked.Increment(ref tries);
                http.Response.Headers.Append("X-Try", $"{number}");
                await db.AddAsync($"{input.Text}{number}");
                Assert.Equal(1, await db.Notes.CountAsync(note => note.Text.StartsWith(input.Text)));
                return number < 3 ? throw new TransientException() : new OkObjectResult($"try {number}");
            }),
            mvc => mvc.Filters.Add(new Counting(() => filtered++)));
        var id = Call.NewId();
        var answer = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.True(answer.Status == 200, string.Join('\n', app.Log.Lines));
        Assert.Equal(("try 3", "3", 3, 3, 3), (answer.Text, answer.Headers["X-Try"], tries, contexts.Count, filtered));
        Assert.Equal(["a3"], app.Database.Notes);
        Assert.True((await app.PostAsync("/notes", id, NewNote.Json("a"))).Replayed);

        (tries, contexts) = (0, []);
        var flush = await app.FlushAsync([Op.Line("/notes/strict", body: NewNote.Json("b"))]);
        Assert.Equal(("try 3", 3), (flush.Lines[0].GetProperty("text").GetString(), contexts.Count));
        Assert.Equal(["a3", "b3"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task An_exception_filter_does_not_keep_the_operation_from_being_retried(Routing routing)
    {
        List<string> seen = [];
        var tries = 0;
        await using var app = await StartAsync(
            routing,
            Script.Of(async (input, db, _) =>
            {
                var number = Interlocked.Increment(ref tries);
                await db.AddAsync($"{input.Text}{number}");
                return number < 3 ? throw new TransientException() : new OkResult();
            }),
            mvc => mvc.Filters.Add(new Answering(seen)));
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a"))).Status);
        Assert.Equal(3, tries);
        Assert.Empty(seen);
        Assert.Equal(["a3"], app.Database.Notes);
    }

    [Theory]
    [MemberData(nameof(Routings))]
    public async Task A_failure_that_stays_is_answered_by_the_applications_exception_filter(Routing routing)
    {
        List<string> seen = [];
        var (tries, transient) = (0, true);
        await using var app = await StartAsync(
            routing,
            Script.Of(async (input, db, _) =>
            {
                tries++;
                await db.AddAsync(input.Text);
                throw transient ? new TransientException() : new InvalidOperationException();
            }),
            mvc => mvc.Filters.Add(new Answering(seen)));
        Assert.Equal((503, "handled"), await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a")) is var stays ? (stays.Status, stays.Text) : default);
        Assert.Equal(4, tries);
        transient = false;
        Assert.Equal((503, "handled"), await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a")) is var other ? (other.Status, other.Text) : default);
        Assert.Equal(5, tries);
        Assert.Equal(["RetryLimitExceededException", "InvalidOperationException"], seen);
        Assert.Equal((0, 0), (app.Database.Notes.Length, app.Database.LedgerRows));
    }

    private static Task<TestApp> StartAsync(Routing routing, Script script, Action<MvcOptions> mvc) => MvcApp.StartAsync(routing, script, mvc, new TestAppOptions
    {
        Context = static (services, use) => services.AddDbContext<NotesDb>(db =>
        {
            use(db);
            db.UseSqlite(sqlite => sqlite.ExecutionStrategy(dependencies => new ThreeRetries(dependencies)));
        }),
    });

    private sealed class TransientException() : DbException("The database is away.")
    {
        public override bool IsTransient => true;
    }

    private sealed class ThreeRetries(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 3, maxRetryDelay: TimeSpan.Zero)
    {
        protected override bool ShouldRetryOn(Exception exception) => exception is TransientException;
    }

    private sealed class Counting(Action count) : IActionFilter
    {
        public void OnActionExecuting(ActionExecutingContext context) => count();

        public void OnActionExecuted(ActionExecutedContext context)
        {
        }
    }

    private sealed class Answering(List<string> seen) : IExceptionFilter
    {
        public void OnException(ExceptionContext context)
        {
            seen.Add(context.Exception.GetType().Name);
            context.Result = new ContentResult { StatusCode = 503, Content = "handled" };
        }
    }
}
