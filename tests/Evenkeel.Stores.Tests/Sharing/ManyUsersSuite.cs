using System.Collections.Concurrent;
using System.Data;
using System.Security.Claims;
using Evenkeel.AspNetCore;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Sharing;

/// <summary>However many users share commits, each command runs as its own, and leaves its context as it got it.</summary>
public abstract class ManyUsersSuite
{
    private const int Users = 64;
    private const int Direct = 50;
    private const int FlushSize = 50;

    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly AsyncLocal<string?> _flow = new();
    private readonly CommitCount _commits = new();
    private int _left;

    private protected abstract Task<TestDatabase> CreateAsync();

    /// <summary>How many of each user's commands come in flushes.</summary>
    private static readonly int InFlushes = Environment.GetEnvironmentVariable("EVENKEEL_FULL") == "true" ? 950 : 200;

    /// <summary>Asserts that no connection of the application is inside a transaction.</summary>
    private protected virtual Task AssertNothingOpenAsync(TestDatabase database) => Task.CompletedTask;

    [Fact]
    [Trait("Show", "2.6")]
    public async Task Identity_tenant_and_scope_are_right_in_each_command()
    {
        await using var database = await CreateAsync();
        await using var host = await KeelHost.StartAsync(builder => Configure(builder, database), Map);
        await Task.WhenAll(Enumerable.Range(0, Users).Select(number => UserAsync(host.BaseAddress, $"user-{number}", $"tenant-{number % 8}")));

        Assert.Empty(_wrong);
        Assert.InRange(_commits.Commits, 1, Users * (Direct + (InFlushes / FlushSize)));
        Assert.Equal(0, _left);
        Assert.Equal(Users * (InFlushes + Direct), await database.CountAsync("evenkeel_ledger"));
        var effects = (await database.RowsAsync("SELECT operation, count(*) FROM effects GROUP BY operation")).ToDictionary(row => (string)row[0]!, row => Convert.ToInt32(row[1]));
        Assert.Equal(Users, effects.Count);
        Assert.All(Enumerable.Range(0, Users), number => Assert.Equal(InFlushes + Direct, effects[$"tenant-{number % 8}/user-{number}"]));
        Assert.Equal(0, await database.CountAsync("evenkeel_ledger l WHERE NOT EXISTS (SELECT 1 FROM effects e WHERE e.operation = l.tenant || '/' || l.user_id)"));
        await AssertNothingOpenAsync(database);
    }

    private void Configure(WebApplicationBuilder builder, TestDatabase database)
    {
        builder.Services
            .AddHttpContextAccessor()
            .AddScoped<Scoped>()
            .AddSingleton<TimeProvider>(new StoppedTime())
            .AddDbContextPool<StoreDb>(options => database.Use(options.AddInterceptors(_commits)), poolSize: 16);
        builder.AddEvenkeel(caller => caller.Tenant = http => http.User.FindFirstValue("tenant")).UseStore<StoreDb>(ledger => ledger.WriteWait = TimeSpan.FromMinutes(2));
    }

    private void Map(WebApplication app)
    {
        using (var scope = app.Services.CreateScope())
        {
            scope.ServiceProvider.GetRequiredService<StoreDb>().Database.EnsureCreated();
            _commits.BeginAnew();
        }

        app.UseEvenkeel();
        app.Use(AroundAsync);
        app.UseRouting();
        app.MapEvenkeel();
        app.MapCommand("/api/effects", RunAsync);
    }

    // Around each command: what is leased must be its own connection again, with no transaction, before the scope ends.
    private async Task AroundAsync(HttpContext http, RequestDelegate next)
    {
        var (user, tenant) = (http.Request.Headers["X-User"].ToString(), http.Request.Headers["X-Tenant"].ToString());
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, user), new(ClaimTypes.Name, user), new("tenant", tenant)], "headers"));
        (_flow.Value, http.RequestServices.GetRequiredService<Scoped>().Of) = (http.TraceIdentifier, http.TraceIdentifier);
        await next(http);
        var db = http.RequestServices.GetRequiredService<StoreDb>().Database;
        if (db.CurrentTransaction is not null || db.GetDbConnection().State != ConnectionState.Closed || !db.AutoSavepointsEnabled)
        {
            Interlocked.Increment(ref _left);
        }
    }

    // The lane is in the body: who the operation was made for, whatever the server takes its caller for.
    private async Task<IResult> RunAsync(Input input, HttpContext http, IHttpContextAccessor accessor, StoreDb db, Scoped scoped)
    {
        CheckAll("at the start");
        var effect = new StoreDb.Effect { Operation = $"{http.User.FindFirstValue("tenant")}/{accessor.HttpContext!.User.Identity!.Name}" };
        db.Effects.Add(effect);
        await db.SaveChangesAsync();
        CheckAll("after the write");
        Check(await db.Effects.AnyAsync(other => other.Id == effect.Id && other.Operation == input.Lane), $"{input.Lane} does not see its own write");
        CheckAll("at the end");
        return Results.Text(input.Lane, statusCode: 201);

        void CheckAll(string place) => Check(
            ReferenceEquals(accessor.HttpContext, http) && ReferenceEquals(scoped, http.RequestServices.GetRequiredService<Scoped>())
            && scoped.Of == http.TraceIdentifier && _flow.Value == http.TraceIdentifier && $"{http.User.FindFirstValue("tenant")}/{http.User.Identity?.Name}" == input.Lane,
            $"{place}: {input.Lane} ran as {accessor.HttpContext?.User.Identity?.Name}");
    }

    private async Task UserAsync(Uri server, string user, string tenant)
    {
        using var client = new OperationClient(server, user, tenant);
        var lane = $"{tenant}/{user}";
        var direct = Task.Run(async () =>
        {
            for (var number = 0; number < Direct; number++)
            {
                CheckAnswer(await client.SendAsync(new TestOperation { Lane = lane }));
            }
        });
        for (var number = 0; number < InFlushes; number += FlushSize)
        {
            var flush = await client.FlushAsync([.. Enumerable.Range(0, FlushSize).Select(_ => new TestOperation { Lane = lane }.Line)]);
            Check(flush.IsWhole && flush.ById.Count == FlushSize, $"a flush of {user} was answered {flush.Status} with {flush.ById.Count} lines");
            flush.ById.Values.ToList().ForEach(CheckAnswer);
        }

        await direct;

        void CheckAnswer(Answer? answer) => Check(answer == new Answer(201, Replayed: false, lane), $"{user} was answered {answer}");
    }

    private void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            _wrong.Enqueue(otherwise);
        }
    }

    private sealed record Input(string Lane);

    private sealed class Scoped
    {
        public string? Of { get; set; }
    }
}

/// <summary>Commands share a commit in a flush, and with those of concurrent requests.</summary>
public sealed class SqliteManyUsersTests : ManyUsersSuite
{
    private protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteDatabase());
}

/// <summary>Commands share a commit in a flush; those sent directly have their own, at the same time.</summary>
public sealed class PostgresManyUsersTests : ManyUsersSuite
{
    // A thousand of each user take two minutes there; without --full it is a quarter.

    private protected override async Task<TestDatabase> CreateAsync() => await PostgresDatabase.CreateAsync();

    private protected override async Task AssertNothingOpenAsync(TestDatabase database) =>
        Assert.Equal(0, await database.CountAsync("pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"));
}
