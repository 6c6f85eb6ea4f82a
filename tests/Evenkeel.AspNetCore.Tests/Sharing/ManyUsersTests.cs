using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Sharing;

/// <summary>However many users share commits, each command runs as its own.</summary>
public sealed class ManyUsersTests
{
    private const int Users = 64;
    private const int InFlushes = 950;
    private const int Direct = 50;
    private const int FlushSize = 50;

    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly AsyncLocal<string?> _flow = new();
    private int _left;

    [Fact]
    [Trait("Show", "2.6")]
    public async Task Identity_tenant_and_scope_are_right_in_each_of_64_000_commands()
    {
        await using var app = await TestApp.StartAsync(Map, new TestAppOptions
        {
            Context = (services, use) => services.AddDbContextPool<NotesDb>(use, poolSize: 16),
            Services = builder => builder.Services.AddScoped<Scoped>(),
            Pipeline = Pipeline,
            Ledger = ledger => ledger.WriteWait = TimeSpan.FromMinutes(2),
            Clock = new StoppedTime(),
        });
        await Task.WhenAll(Enumerable.Range(0, Users).Select(number => UserAsync(app, $"user-{number}", $"tenant-{number % 8}")));

        Assert.Empty(_wrong);
        Assert.Equal(Users * (InFlushes + Direct), app.Database.LedgerRows);
        var notes = app.Database.Query("SELECT Text, count(*) FROM Notes GROUP BY Text").ToDictionary(row => (string)row[0], row => (long)row[1]);
        Assert.Equal(Users, notes.Count);
        Assert.All(Enumerable.Range(0, Users), number => Assert.Equal(InFlushes + Direct, notes[$"tenant-{number % 8}/user-{number}"]));
        Assert.Equal(0L, app.Database.Query("SELECT count(*) FROM evenkeel_ledger l WHERE NOT EXISTS (SELECT 1 FROM Notes n WHERE n.Text = l.tenant || '/' || l.user_id)")[0][0]);
        Assert.Equal(0, _left);
    }

    private async Task UserAsync(TestApp app, string user, string tenant)
    {
        var body = NewNote.Json($"{tenant}/{user}");
        Call As(Call call) => call with { User = user, Tenant = tenant };
        var direct = Task.Run(async () =>
        {
            for (var number = 0; number < Direct; number++)
            {
                var answer = await app.SendAsync(As(new Call { Path = "/notes", Id = Call.NewId(), Body = body }));
                Check(answer.Status == 201 && answer.Text == $"{tenant}/{user}", $"{user} was answered {answer.Status} {answer.Text}");
            }
        });
        for (var number = 0; number < InFlushes; number += FlushSize)
        {
            var flush = await app.FlushAsync(Enumerable.Range(0, FlushSize).Select(_ => Op.Line("/notes", body: body)), As);
            Check(flush.Lines.All(line => line.GetProperty("status").GetInt32() == 201 && line.GetProperty("text").GetString() == $"{tenant}/{user}"), $"a flush of {user} was answered {flush.Http.Text}");
        }

        await direct;
    }

    private void Map(WebApplication app) => app.MapCommand(
        "/notes",
        async (NewNote input, HttpContext http, IHttpContextAccessor accessor, NotesDb db, Scoped scoped) =>
        {
            CheckAll("at the start");
            var note = await db.AddAsync($"{http.User.FindFirst("tenant")?.Value}/{accessor.HttpContext!.User.Identity!.Name}");
            CheckAll("after the write");
            Check(await db.Notes.AnyAsync(other => other.Id == note.Id && other.Text == input.Text), $"{input.Text} does not see its own write");
            CheckAll("at the end");
            return Results.Text(input.Text, statusCode: 201);

            void CheckAll(string place) => Check(
                ReferenceEquals(accessor.HttpContext, http) && ReferenceEquals(scoped, http.RequestServices.GetRequiredService<Scoped>())
                && scoped.Of == http.TraceIdentifier && _flow.Value == http.TraceIdentifier && $"{http.User.FindFirst("tenant")?.Value}/{http.User.Identity?.Name}" == input.Text,
                $"{place}: {input.Text} ran as {accessor.HttpContext?.User.Identity?.Name}");
        });

    // Around each command: what is leased must be its own connection again, with no transaction, before the scope ends.
    private void Pipeline(WebApplication app)
    {
        app.UseEvenkeel();
        app.Use(async (http, next) =>
        {
            (_flow.Value, http.RequestServices.GetRequiredService<Scoped>().Of) = (http.TraceIdentifier, http.TraceIdentifier);
            await next(http);
            var db = http.RequestServices.GetRequiredService<NotesDb>().Database;
            if (db.CurrentTransaction is not null || db.GetDbConnection().State != System.Data.ConnectionState.Closed || !db.AutoSavepointsEnabled)
            {
                Interlocked.Increment(ref _left);
            }
        });
    }

    private void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            _wrong.Enqueue(otherwise);
        }
    }

    private sealed class Scoped
    {
        public string? Of { get; set; }
    }
}
