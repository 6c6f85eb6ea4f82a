using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Actions;

public sealed class DuplicateInFlightTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_at_once_have_one_effect_and_one_answer(bool swallow)
    {
        var (first, second) = (new Gate(), new Gate());
        var starts = 0;
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NewNote input, NotesDb db) =>
        {
            var number = Interlocked.Increment(ref starts);
            if (number == 2)
            {
                // The first holds the key by now; this one goes on to write.
                await second.PassAsync();
            }

            try
            {
                await db.AddAsync($"{input.Text}{number}");
            }
            catch (Exception) when (swallow)
            {
                return Results.Ok("swallowed");
            }

            if (number == 1)
            {
                await first.PassAsync();
            }

            return Results.Ok(number);
        }));
        var id = Call.NewId();
        var one = app.PostAsync("/notes", id, NewNote.Json("a"));
        await first.Reached;
        var two = app.PostAsync("/notes", id, NewNote.Json("a"));
        await second.Reached;
        second.Open();
        first.Open();
        Assert.Equal(("1", false), ((await one).Text, (await one).Replayed));
        Assert.Equal(("1", true), ((await two).Text, (await two).Replayed));
        Assert.Equal(["a1"], app.Database.Notes);
    }

    [Fact]
    public async Task Handlers_that_write_nothing_have_one_answer_too()
    {
        var (first, starts) = (new Gate(), 0);
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/count", async () =>
        {
            var number = Interlocked.Increment(ref starts);
            if (number == 1)
            {
                await first.PassAsync();
            }

            return Results.Ok(number);
        }));
        var id = Call.NewId();
        var one = app.PostAsync("/count", id);
        await first.Reached;
        var two = await app.PostAsync("/count", id);
        first.Open();
        Assert.Equal(("2", "2"), ((await one).Text, two.Text));
        Assert.Equal((true, 1), ((await one).Replayed, app.Database.LedgerRows));
    }

    [Fact]
    public async Task A_once_handler_is_not_even_started_twice()
    {
        var (gate, arrivals, starts) = (new Gate(), 0, 0);
        var bothCame = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            app => app.MapCommand("/pay", async () =>
            {
                var number = Interlocked.Increment(ref starts);
                await gate.PassAsync();
                return Results.Ok(number);
            }).Once(),
            new TestAppOptions
            {
                Pipeline = app =>
                {
                    app.UseEvenkeel();
                    app.Use((http, next) =>
                    {
                        if (Interlocked.Increment(ref arrivals) == 2)
                        {
                            bothCame.SetResult();
                        }

                        return next(http);
                    });
                },
            });
        var id = Call.NewId();
        var one = app.PostAsync("/pay", id);
        await gate.Reached;
        var two = app.PostAsync("/pay", id);
        await bothCame.Task;
        gate.Open();
        Assert.Equal(("1", "1"), ((await one).Text, (await two).Text));
        Assert.True((await two).Replayed);
        Assert.Equal(1, starts);
    }

    [Fact]
    public async Task When_the_first_is_rejected_the_second_runs()
    {
        var (gate, second, starts) = (new Gate(), new Gate(), 0);
        await using var app = await TestApp.StartAsync(app => app.MapCommand("/notes", async (NewNote input, NotesDb db) =>
        {
            var number = Interlocked.Increment(ref starts);
            if (number == 2)
            {
                await second.PassAsync();
            }

            await db.AddAsync($"{input.Text}{number}");
            if (number == 1)
            {
                await gate.PassAsync();
                return Results.BadRequest();
            }

            return Results.Ok(number);
        }));
        var id = Call.NewId();
        var one = app.PostAsync("/notes", id, NewNote.Json("a"));
        await gate.Reached;
        var two = app.PostAsync("/notes", id, NewNote.Json("a"));
        await second.Reached;
        second.Open();
        gate.Open();
        // They may share a commit: then the first hears of it, and answers that the operation took effect.
        Assert.True(((await one).Status, (await one).Replayed) is (400, false) or (200, true));
        Assert.Equal((200, "2", false), ((await two).Status, (await two).Text, (await two).Replayed));
        Assert.Equal(["a2"], app.Database.Notes);
    }

    [Fact]
    public async Task A_hundred_duplicates_have_one_effect()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map);
        var id = Call.NewId();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.PostAsync("/notes", id, NewNote.Json("a"))));
        Assert.All(answers, answer => Assert.Equal((201, answers[0].Text), (answer.Status, answer.Text)));
        Assert.Single(answers, answer => !answer.Replayed);
        Assert.Equal((1, 1), (app.Database.Notes.Length, app.Database.LedgerRows));
    }
}
