using Evenkeel.AspNetCore.Stability.Admission;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Stability.Deadlines;

/// <summary>Who has a deadline, and what one that has passed leaves alone.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public async Task A_late_handler_has_its_own_request_to_its_end_and_answers_nobody()
    {
        (string, string?, string?) seen = default;
        var ended = new TaskCompletionSource();
        await using var bed = await DeadlineApp.StartAsync((app, gate) =>
        {
            app.MapQuery("/slow", async (HttpContext http, NotesDb db) =>
            {
                await gate.PassAsync();
                http.Response.StatusCode = 418;
                http.Response.Headers["X-Late"] = "yes";
                await http.Response.WriteAsync("late");
                seen = (http.Request.Path, http.Request.Headers["X-Own"], (await db.Notes.CountAsync()).ToString());
                ended.SetResult();
            });
            app.MapQuery("/quick", (HttpContext http) => $"quick {http.Request.Headers["X-Own"]}");
        });
        DeadlineApp.AssertTooLate(await bed.PassAsync(bed.App.SendAsync(Get("/slow") with { Headers = Own("first") })), "/slow");
        for (var n = 0; n < 20; n++)
        {
            Assert.Equal((200, $"quick {n}"), ((await bed.App.SendAsync(Get("/quick") with { Headers = Own($"{n}") })) is var answer ? answer.Status : 0, answer.Text.Trim('"')));
        }

        bed.Gate.Open();
        await ended.Task;
        Assert.Equal(("/slow", "first", "0"), seen);
        Assert.Equal(200, (await bed.App.SendAsync(Get("/quick"))).Status);

        static Dictionary<string, string> Own(string value) => new() { ["X-Own"] = value };
    }

    [Fact]
    public async Task An_answer_that_has_begun_is_not_cut()
    {
        await using var bed = await DeadlineApp.StartAsync((app, gate) => app.MapQuery("/export", async (HttpContext http, CancellationToken cancel) =>
        {
            await http.Response.WriteAsync("first ", cancel);
            await gate.PassAsync();
            // It heeds its token, as a stream does.
            cancel.ThrowIfCancellationRequested();
            await http.Response.WriteAsync("last", cancel);
        }));
        var call = bed.App.SendAsync(Get("/export"));
        await bed.Gate.Reached;
        bed.Clock.Advance(DeadlineApp.Limit);
        bed.Gate.Open();
        Assert.Equal((200, "first last"), ((await call) is var answer ? answer.Status : 0, answer.Text));
    }

    [Theory]
    [InlineData("/plain", null, false)]
    [InlineData("/plain-with", null, true)]
    [InlineData("/query", null, true)]
    [InlineData("/query-without", null, false)]
    [InlineData("/adopted", null, false)]
    [InlineData("/adopted", "id", true)]
    [InlineData("/group/adopted", "id", true)]
    [InlineData("/before", "id", true)]
    [InlineData("/command", null, true)]
    [InlineData("/upload", null, false)]
    public async Task Actions_have_one_and_others_where_they_say_so(string path, string? id, bool hasOne)
    {
        await using var bed = await DeadlineApp.StartAsync((app, gate) =>
        {
            app.MapGet("/plain", gate.PassAsync);
            app.MapGet("/plain-with", gate.PassAsync).WithDeadline(TimeSpan.FromSeconds(5));
            app.MapQuery("/query", gate.PassAsync);
            app.MapQuery("/query-without", gate.PassAsync).WithoutDeadline();
            app.MapPost("/adopted", gate.PassAsync).AsCommand();
            app.MapGroup("/group").AsCommands().MapPost("/adopted", gate.PassAsync).WithDeadline(TimeSpan.FromSeconds(5));
            app.MapPost("/before", gate.PassAsync).WithDeadline(TimeSpan.FromSeconds(5)).AsCommand();
            app.MapCommand("/command", gate.PassAsync);
            app.MapCommand("/upload", async (HttpRequest request) =>
            {
                await request.ReadFormAsync();
                await gate.PassAsync();
            });
        });
        var isRead = path.StartsWith("/plain", StringComparison.Ordinal) || path.StartsWith("/query", StringComparison.Ordinal);
        var call = bed.App.SendAsync(new Call
        {
            Method = isRead ? "GET" : "POST",
            Path = path,
            Id = id is null ? null : bed.NewId(),
            FromRuntime = false,
            Body = isRead ? null : path == "/upload" ? "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n" : "{}",
            ContentType = path == "/upload" ? "multipart/form-data; boundary=b" : "application/json",
        });
        await bed.Gate.Reached;
        bed.Clock.Advance(DeadlineApp.Limit);
        if (!hasOne)
        {
            Assert.False(call.IsCompleted);
            bed.Gate.Open();
        }

        Assert.Equal(hasOne ? 504 : 200, (await call).Status);
    }

    [Fact]
    public async Task A_body_that_trickles_in_has_no_more_time_than_others()
    {
        await using var bed = await DeadlineApp.StartAsync((app, _) => app.MapCommand("/notes", NotesApi.AddAsync));
        using var raw = new RawExchange(bed.App.Http.BaseAddress!);
        await raw.WriteAsync($"POST /notes HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\nEvenkeel-Protocol: 1\r\nIdempotency-Key: {bed.NewId()}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{\"te");
        var answer = raw.ReadUntilAsync("}");
        // Its deadline is set when its request has been read, which only the server knows.
        await Testing.Time.Poll.UntilAsync(
            () =>
            {
                bed.Clock.Advance(DeadlineApp.Limit);
                return answer.IsCompleted;
            },
            TimeSpan.FromSeconds(30),
            "an answer");
        Assert.StartsWith("HTTP/1.1 504", await answer, StringComparison.Ordinal);
        Assert.Empty(bed.App.Database.Notes);
    }

    [Fact]
    public async Task A_late_handler_keeps_its_place_among_those_that_are_worked_on()
    {
        await using var bed = await DeadlineApp.StartAsync((app, gate) => app.MapQuery("/slow", gate.PassAsync), keel => keel.UseAdmission());
        DeadlineApp.AssertTooLate(await bed.PassAsync(bed.App.SendAsync(Get("/slow"))), "/slow");
        var door = bed.App.Services.GetRequiredService<AdmissionMetrics>().Gate;
        Assert.Equal(1, door.InFlight);
        bed.Gate.Open();
        await Testing.Time.Poll.UntilAsync(() => door.InFlight == 0, TimeSpan.FromSeconds(30), "the place to be given up");
    }

    [Fact]
    public async Task A_statement_has_what_remains()
    {
        List<int?> timeouts = [];
        await using var bed = await DeadlineApp.StartAsync((app, gate) => app.MapQuery("/list", async (NotesDb db) =>
        {
            await db.Notes.CountAsync();
            await gate.PassAsync();
            await db.Notes.CountAsync();
        }), services: services => services.ConfigureDbContext<NotesDb>(options => options.AddInterceptors(new CommandTimeouts(timeouts))));
        var call = bed.App.SendAsync(Get("/list"));
        await bed.Gate.Reached;
        bed.Clock.Advance(TimeSpan.FromSeconds(19.5));
        bed.Gate.Open();
        Assert.Equal(200, (await call).Status);
        Assert.Equal([30, 11], timeouts);
    }

    [Fact]
    public async Task What_is_out_of_range_is_named()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => DeadlineApp.StartAsync((_, _) => { }, keel => keel.ConfigureDeadlines(options => options.Default = TimeSpan.Zero)));
        Assert.Equal("DeadlineOptions.Default is 00:00:00; it must be from 00:00:00.1000000 to 01:00:00, or Timeout.InfiniteTimeSpan.", error.Message);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => DeadlineApp.StartAsync((app, _) => app.MapGet("/", () => "").WithDeadline(TimeSpan.FromHours(2))));
    }

    private static Call Get(string path) => new() { Method = "GET", Path = path };
}
