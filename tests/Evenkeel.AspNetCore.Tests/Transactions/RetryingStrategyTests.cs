using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Transactions;

/// <summary>Where the context retries by itself, what is retried is the whole operation.</summary>
public sealed class RetryingStrategyTests
{
    [Fact]
    [Trait("Show", "2.2")]
    public async Task A_transient_failure_runs_the_whole_operation_again_in_a_fresh_scope()
    {
        HashSet<NotesDb> contexts = [];
        var tries = 0;
        await using var app = await StartAsync(app => app.MapCommand("/notes", async (NewNote input, NotesDb db, HttpContext http) =>
        {
            contexts.Add(db);
            var number = Interlocked.Increment(ref tries);
            http.Response.Headers.Append("X-Try", $"{number}");
            await db.AddAsync($"{input.Text}{number}");
            await http.Response.WriteAsync($"try {number}");
            Assert.Equal(1, await db.Notes.CountAsync());
            if (number < 3)
            {
                throw new TransientException();
            }
        }));
        var id = Call.NewId();
        var answer = await app.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.True(answer.Status == 200, string.Join('\n', app.Log.Lines));
        Assert.Equal(("try 3", "3", 3, 3), (answer.Text, answer.Headers["X-Try"], tries, contexts.Count));
        Assert.Equal(["a3"], app.Database.Notes);
        Assert.True((await app.PostAsync("/notes", id, NewNote.Json("a"))).Replayed);
    }

    [Fact]
    public async Task A_failure_that_stays_is_an_error_without_effect()
    {
        var tries = 0;
        await using var app = await StartAsync(app => app.MapCommand("/notes", async (NotesDb db) =>
        {
            tries++;
            await db.AddAsync("never");
            throw new TransientException();
        }));
        Assert.Equal(500, (await app.PostAsync("/notes", Call.NewId())).Status);
        Assert.Equal((4, 0, 0), (tries, app.Database.Notes.Length, app.Database.LedgerRows));
    }

    [Fact]
    [Trait("Show", "2.2")]
    public async Task A_handlers_own_transaction_works_without_a_strategy_of_its_own()
    {
        await using var app = await StartAsync(app => app.MapCommand("/notes", async (NotesDb db) =>
        {
            await using var own = await db.Database.BeginTransactionAsync();
            await db.AddAsync("a");
            Assert.NotEmpty(await db.Notes.ToListAsync());
            await own.CommitAsync();
        }));
        Assert.Equal(200, (await app.PostAsync("/notes", Call.NewId())).Status);
        (await app.FlushAsync([Op.Line("/notes"), Op.Line("/notes")])).AssertStatuses(200, 200);
    }

    [Fact]
    public async Task Operations_can_be_discarded()
    {
        await using var app = await StartAsync(NotesApi.Map);
        var id = Call.NewId();
        var flush = await app.FlushAsync([Op.Void(id), Op.Line("/notes", id, NewNote.Json("a")), Op.Line("/notes", body: NewNote.Json("b"))]);
        flush.AssertStatuses(200, 410, 201);
    }

    private static Task<TestApp> StartAsync(Action<WebApplication> map) => TestApp.StartAsync(map, new TestAppOptions
    {
        Context = static (services, use) => services.AddDbContext<NotesDb>(db =>
        {
            use(db);
            db.UseSqlite(sqlite => sqlite.ExecutionStrategy(dependencies => new ThreeRetries(dependencies)));
        }),
    });

    private sealed class TransientException : Exception;

    private sealed class ThreeRetries(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 3, maxRetryDelay: TimeSpan.Zero)
    {
        protected override bool ShouldRetryOn(Exception exception) => exception is TransientException;
    }
}
