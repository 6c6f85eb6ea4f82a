using System.Globalization;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Pipeline;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_after_Evenkeel_runs_for_each_operation_and_middleware_before_it_once()
    {
        List<string> before = [], after = [];
        await using var app = await TestApp.StartAsync(NotesApi.Map, With(app =>
        {
            app.Use((http, next) => Note(before, http, next));
            app.UseEvenkeel();
            app.Use((http, next) => Note(after, http, next));
        }));
        await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("a")), Op.Void(Call.NewId()), Op.Line("/nothing")]);
        Assert.Equal(["/_evenkeel/outbox"], before);
        Assert.Equal(["/_evenkeel/outbox", "/notes", "/_evenkeel/operations/*/void", "/nothing"], after.Select(path => path.Length > 50 ? "/_evenkeel/operations/*/void" : path));

        static Task Note(List<string> paths, HttpContext http, RequestDelegate next)
        {
            paths.Add(http.Request.Path);
            return next(http);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_culture_of_the_caller_is_that_of_each_operation(bool setBeforeEvenkeel)
    {
        await using var app = await TestApp.StartAsync(
            app => app.MapCommand("/culture", () => Results.Text($"{1.5m.ToString(CultureInfo.CurrentCulture)} {1.5m.ToString(CultureInfo.CurrentUICulture)}")),
            With(app =>
            {
                if (setBeforeEvenkeel)
                {
                    app.Use(SetCulture);
                }

                app.UseEvenkeel();
                if (!setBeforeEvenkeel)
                {
                    app.Use(SetCulture);
                }
            }));
        foreach (var separator in new[] { ",", "'" })
        {
            var flush = await app.FlushAsync([Op.Line("/culture")], call => call with { Headers = new Dictionary<string, string> { ["X-Separator"] = separator } });
            Assert.Equal($"1{separator}5 1{separator}5", flush.Lines[0].GetProperty("text").GetString());
        }

        static Task SetCulture(HttpContext http, RequestDelegate next)
        {
            // Named cultures need data that not every machine has.
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = http.Request.Headers["X-Separator"]!;
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            return next(http);
        }
    }

    [Fact]
    public async Task Callbacks_of_an_operations_answer_run_once_and_in_their_order()
    {
        List<string> order = [];
        await using var app = await TestApp.StartAsync(
            app => app.MapCommand("/notes", async (HttpContext http, NotesDb db) =>
            {
                http.Response.OnStarting(() => Add("starting 1"));
                http.Response.OnStarting(() =>
                {
                    http.Response.Headers.Location = "/from/callback";
                    return Add("starting 2");
                });
                http.Response.OnCompleted(() => Add("completed 1"));
                http.Response.OnCompleted(() => Add("completed 2"));
                await db.AddAsync("a");
                await Add("handled");
            }));
        var flush = await app.FlushAsync([Op.Line("/notes")]);
        Assert.Equal(["handled", "starting 2", "starting 1", "completed 2", "completed 1"], order);
        Assert.Equal("/from/callback", flush.Lines[0].GetProperty("location").GetString());

        Task Add(string what)
        {
            order.Add(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_callback_that_fails_stops_no_other_operation()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            NotesApi.Map(app);
            app.MapCommand("/completed", (HttpContext http) => http.Response.OnCompleted(() => throw new InvalidOperationException("completed failed")));
            app.MapCommand("/starting", (HttpContext http) => http.Response.OnStarting(() => throw new InvalidOperationException("starting failed")));
        });
        var flush = await app.FlushAsync([Op.Line("/completed"), Op.Line("/starting"), Op.Line("/notes", body: NewNote.Json("a"))]);
        flush.AssertStatuses(200, 500, 201);
        Assert.Contains(app.Log.Lines, line => line.Contains("completed failed"));
        Assert.Contains(app.Log.Lines, line => line.Contains("starting failed"));
    }

    [Fact]
    public async Task An_answer_of_a_middleware_is_kept_as_it_is_and_not_filled()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, With(app =>
        {
            app.UseEvenkeel();
            app.Use((http, next) =>
            {
                if (http.Request.Path != "/refused")
                {
                    return next(http);
                }

                http.Response.StatusCode = 429;
                http.Response.Headers.RetryAfter = "7";
                return http.Response.Body.WriteAsync("too many"u8.ToArray()).AsTask();
            });
        }));
        var flush = await app.FlushAsync([Op.Line("/refused"), Op.Line("/notes", body: NewNote.Json("a"))]);
        flush.AssertStatuses(429, 201);
        Assert.Equal(("too many", 7), (flush.Lines[0].GetProperty("text").GetString(), flush.Lines[0].GetProperty("retryAfter").GetInt32()));
    }

    [Fact]
    public async Task What_a_middleware_wrote_before_it_failed_is_forgotten()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, With(app =>
        {
            app.UseEvenkeel();
            app.Use(async (http, next) =>
            {
                if (http.Request.Path == "/broken")
                {
                    await http.Response.WriteAsync("half a");
                    throw new InvalidOperationException();
                }

                await next(http);
            });
        }));
        var flush = await app.FlushAsync([Op.Line("/broken")]);
        Assert.Equal((500, ProblemCodes.InternalError), (flush.Statuses[0], flush.Error(0)));
    }

    [Theory]
    [InlineData(200, true, ProblemCodes.OutcomeUnknown, 503)]
    [InlineData(200, false, ProblemCodes.OutcomeUnknown, 503)]
    [InlineData(302, true, ProblemCodes.OutcomeUnknown, 503)]
    [InlineData(302, false, ProblemCodes.Unauthenticated, 401)]
    public async Task A_success_that_is_not_the_commands_is_not_taken_for_it(int status, bool signedIn, string code, int expected)
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, With(app =>
        {
            app.UseEvenkeel();
            app.UseAuthentication();
            app.Use((http, next) =>
            {
                if (http.Request.Path != "/notes")
                {
                    return next(http);
                }

                http.Response.StatusCode = status;
                http.Response.Headers.Location = "/sign-in";
                return http.Response.WriteAsync("<html>");
            });
        }));
        var flush = await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("a"))], call => call with { User = signedIn ? "alice" : null });
        Assert.Equal((expected, code), (flush.Statuses[0], flush.Error(0)));
        Assert.DoesNotContain("sign-in", flush.Http.Text);
    }

    [Fact]
    public async Task Services_of_the_request_are_there_in_middleware()
    {
        await using var app = await TestApp.StartAsync(NotesApi.Map, With(app =>
        {
            app.UseEvenkeel();
            app.Use(async (http, next) =>
            {
                http.RequestServices.GetRequiredService<NotesDb>().Notes.Add(new Note { Text = "by middleware" });
                await next(http);
            });
        }));
        await app.FlushAsync([Op.Line("/notes", body: NewNote.Json("by handler"))]);
        Assert.Equal(["by handler", "by middleware"], app.Database.Notes.Order(StringComparer.Ordinal));
    }

    private static TestAppOptions With(Action<WebApplication> pipeline) => new() { Pipeline = pipeline };
}
