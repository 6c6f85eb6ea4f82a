using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Stability.Deadlines;

/// <summary>Commands that take longer than they may.</summary>
[Trait("Show", "6.2")]
public sealed class LateCommandTests
{
    private int _ran;

    [Theory]
    [InlineData(false, "direct")]
    [InlineData(true, "direct")]
    [InlineData(false, "alone")]
    [InlineData(true, "alone")]
    [InlineData(false, "owns")]
    [InlineData(true, "owns")]
    public async Task One_that_ignores_its_token_is_answered_504_and_takes_effect_once(bool writesFirst, string kind)
    {
        await using var bed = await StartAsync(writesFirst, kind);
        var id = bed.NewId();
        DeadlineApp.AssertTooLate(await bed.PassAsync(bed.App.PostAsync("/notes", id, NewNote.Json("a"))), "/notes");
        Assert.Equal((1, 1), (bed.Measured("evenkeel.deadline.exceeded"), bed.Measured("evenkeel.deadline.late")));

        // The retry comes while the first is under way, and waits for it; or is told to come again.
        var retry = bed.App.PostAsync("/notes", id, NewNote.Json("a"));
        bed.Gate.Open();
        var answer = await retry;
        await Poll.UntilAsync(
            async () => (answer = await bed.App.PostAsync("/notes", id, NewNote.Json("a"))).Status == 201, TimeSpan.FromSeconds(30), () => $"{answer.Status}: {answer.Text}");
        Assert.True(answer.Replayed);
        Assert.Equal(["a"], bed.App.Database.Notes);
        // The retry may begin, and waits where it writes; it takes effect once.
        Assert.InRange(_ran, 1, kind == "owns" ? 1 : 2);
        await Poll.UntilAsync(() => bed.Measured("evenkeel.deadline.late") == 0, TimeSpan.FromSeconds(30), "the late handler to be counted out");
        Assert.Equal(1, bed.Measured("evenkeel.deadline.late_ended"));
    }

    [Fact]
    public async Task One_that_fails_late_has_no_effect_and_is_run_again()
    {
        await using var bed = await DeadlineApp.StartAsync((app, gate) => app.MapCommand("/notes", async (NewNote input, NotesDb db) =>
        {
            await db.AddAsync(input.Text);
            await gate.PassAsync();
            return Interlocked.Increment(ref _ran) == 1 ? throw new InvalidOperationException("It broke.") : Results.NoContent();
        }));
        var id = bed.NewId();
        DeadlineApp.AssertTooLate(await bed.PassAsync(bed.App.PostAsync("/notes", id, NewNote.Json("a"))), "/notes");
        bed.Gate.Open();
        var again = await bed.App.PostAsync("/notes", id, NewNote.Json("a"));
        Assert.Equal((204, false), (again.Status, again.Replayed));
        Assert.Equal(["a"], bed.App.Database.Notes);
    }

    [Fact]
    public async Task One_that_heeds_its_token_is_rolled_back_and_run_again()
    {
        var waits = true;
        await using var bed = await DeadlineApp.StartAsync((app, gate) => app.MapCommand("/notes", async (NewNote input, NotesDb db, CancellationToken cancel) =>
        {
            await db.AddAsync(input.Text);
            if (waits)
            {
                await Task.WhenAny(gate.PassAsync(), Task.Delay(Timeout.Infinite, cancel));
                cancel.ThrowIfCancellationRequested();
            }

            return Results.NoContent();
        }));
        var id = bed.NewId();
        var late = await bed.PassAsync(bed.App.PostAsync("/notes", id, NewNote.Json("a")));
        Assert.Equal((504, "deadline-exceeded", "no-store"), (late.Status, late.Error, late.Headers["Cache-Control"]));
        Assert.Empty(bed.App.Database.Notes);
        waits = false;
        Assert.Equal(204, (await bed.App.PostAsync("/notes", id, NewNote.Json("a"))).Status);
        Assert.Equal(["a"], bed.App.Database.Notes);
    }

    [Fact]
    public async Task One_that_is_just_in_time_is_answered()
    {
        await using var bed = await StartAsync(writesFirst: true, "direct");
        var call = bed.App.PostAsync("/notes", bed.NewId(), NewNote.Json("a"));
        await bed.Gate.Reached;
        bed.Clock.Advance(DeadlineApp.Limit - TimeSpan.FromMilliseconds(1));
        bed.Gate.Open();
        var answer = await call;
        Assert.Equal((201, "\"1\"", "/notes/1"), (answer.Status, answer.Headers["ETag"], answer.Headers["Location"]));
        Assert.Equal(0, bed.Measured("evenkeel.deadline.exceeded"));
    }

    private Task<DeadlineApp> StartAsync(bool writesFirst, string kind) => DeadlineApp.StartAsync((app, gate) =>
    {
        var command = app.MapCommand("/notes", async (NewNote input, NotesDb db, HttpContext http) =>
        {
            Interlocked.Increment(ref _ran);
            if (writesFirst)
            {
                await db.AddAsync(input.Text);
            }

            await gate.PassAsync();
            return await AddAsync(writesFirst, input, db, http);
        });
        _ = kind switch
        {
            "alone" => command.Alone(),
            "owns" => command.OwnsTransaction(),
            _ => command,
        };
    });

    private static async Task<IResult> AddAsync(bool isThere, NewNote input, NotesDb db, HttpContext http)
    {
        if (!isThere)
        {
            await db.AddAsync(input.Text);
        }

        http.Response.Headers.ETag = "\"1\"";
        return Results.Created("/notes/1", new { input.Text });
    }
}
