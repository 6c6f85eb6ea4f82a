using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Pipeline;

public sealed class ConcurrentUsersTests
{
    private const int Flushes = 20;
    private const int Operations = 50;

    [Fact]
    [Trait("Show", "1.9")]
    public async Task Concurrent_users_never_run_as_one_another()
    {
        ConcurrentQueue<string> wrong = new();
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NewNote input, HttpContext http, IHttpContextAccessor accessor, NotesDb db, Scoped scoped) =>
        {
            Check("at the start");
            await Task.Yield();
            await db.AddAsync($"{accessor.HttpContext!.User.Identity!.Name}:{input.Text}");
            Check("after the write");
            await Task.Yield();
            Check("at the end");
            return Results.Text(http.User.Identity!.Name);

            void Check(string place)
            {
                if (!ReferenceEquals(accessor.HttpContext, http) || http.User.Identity?.Name != input.Text || !ReferenceEquals(scoped, http.RequestServices.GetRequiredService<Scoped>()))
                {
                    wrong.Enqueue($"{place}: {http.User.Identity?.Name} ran as {accessor.HttpContext?.User.Identity?.Name}, asked by {input.Text}");
                }
            }
        }), new TestAppOptions { Services = static builder => builder.Services.AddScoped<Scoped>() });

        var flushes = await Task.WhenAll(Enumerable.Range(0, Flushes).Select(number => number % 2 == 0 ? "alice" : "bob").Select(user =>
            app.FlushAsync(Enumerable.Range(0, Operations).Select(_ => Op.Line("/notes", body: NewNote.Json(user))), call => call with { User = user })));
        Assert.Empty(wrong);
        Assert.All(flushes.Index(), flush => Assert.All(flush.Item.Lines, line => Assert.Equal(flush.Index % 2 == 0 ? "alice" : "bob", line.GetProperty("text").GetString())));
        Assert.Equal(Flushes * Operations, app.Database.Notes.Length);
        Assert.Equal(Flushes * Operations / 2, app.Database.Notes.Count(note => note == "alice:alice"));
        Assert.Equal(Flushes * Operations / 2, app.Database.Notes.Count(note => note == "bob:bob"));
    }

    [Fact]
    [Trait("Show", "1.9")]
    public async Task The_accessor_of_the_flush_itself_is_intact_afterwards()
    {
        bool? intact = null;
        await using var app = await TestApp.StartAsync(NotesApi.Map, new TestAppOptions
        {
            Pipeline = app =>
            {
                app.Use(async (http, next) =>
                {
                    var accessor = http.RequestServices.GetRequiredService<IHttpContextAccessor>();
                    await next(http);
                    intact = ReferenceEquals(accessor.HttpContext, http);
                });
                app.UseEvenkeel();
            },
        });
        await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("a")), Op.Line("/notes", body: NewNote.Json("b"))]);
        Assert.True(intact);
    }

    [Fact]
    [Trait("Show", "1.9")]
    public async Task Scoped_services_are_of_one_operation_and_disposed_with_it()
    {
        List<Scoped> seen = [];
        List<int> disposedBefore = [];
        await using var app = await TestApp.StartAsync(
            app => app.MapCommand("/scoped", (Scoped scoped) =>
            {
                disposedBefore.Add(seen.Count(each => each.IsDisposed));
                seen.Add(scoped);
            }),
            new TestAppOptions { Services = static builder => builder.Services.AddScoped<Scoped>() });
        await app.FlushAsync([Op.Line("/scoped"), Op.Line("/scoped"), Op.Line("/scoped")]);
        Assert.Equal([0, 1, 2], disposedBefore);
        Assert.All(seen, scoped => Assert.True(scoped.IsDisposed));
        Assert.Equal(3, seen.Distinct().Count());
    }

    private sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
