using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Stability.Health;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Tests.Stability.Health;

/// <summary>An application that an orchestrator probes, and of which operators may see details.</summary>
internal static class HealthApp
{
    public const string Operators = "operators";
    public const string Secret = "Host=db.internal;Password=hunter2";

    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    public static Task<TestApp> StartAsync(
        IHealthFact? fact = null, TimeProvider? clock = null, Action<HealthOptions>? health = null, Action<WebApplicationBuilder>? services = null, Action<WebApplication>? map = null, TestDatabase? database = null, string connection = ";Pooling=False") => StartAsync(
            new TestAppOptions { Clock = clock ?? new ManualClock(), Database = database, Connection = connection }, fact, health, services, map);

    /// <summary>Starts it and has it beat once.</summary>
    public static async Task<TestApp> StartAsync(TestAppOptions options, IHealthFact? fact = null, Action<HealthOptions>? health = null, Action<WebApplicationBuilder>? services = null, Action<WebApplication>? map = null, bool beats = true)
    {
        var app = await TestApp.StartAsync(map ?? (_ => { }), options with
        {
            Services = builder =>
            {
                options.Services(builder);
                builder.Services.AddAuthorization(auth => auth.AddPolicy(Operators, policy => policy.AddAuthenticationSchemes(HeaderAuthentication.Name).RequireClaim("right", "operate")));
                builder.AddEvenkeel().ConfigureHealth(each => each.DetailsPolicy = Operators)
                    .ConfigureDeployments(each => (each.Build, each.HeartbeatEvery, each.Lease) = ("b1", TimeSpan.FromMinutes(1), Lease));
                if (health is not null)
                {
                    builder.AddEvenkeel().ConfigureHealth(health);
                }

                if (fact is not null)
                {
                    builder.Services.AddSingleton(fact);
                }

                services?.Invoke(builder);
                // It beats when a test says so.
                builder.Services.Remove(builder.Services.Single(each => each.ImplementationType == typeof(DeploymentService)));
            },
        });
        if (beats)
        {
            await app.BeatAsync();
        }

        return app;
    }

    /// <summary>Asks as an orchestrator does: nobody, and no runtime.</summary>
    public static Task<Answer> ProbeAsync(this TestApp app, string path = "ready", string method = "GET") => app.SendAsync(CallOf(path, method));

    /// <summary>Asks as one who may see details.</summary>
    public static Task<Answer> LookAsync(this TestApp app, string path = "ready") => app.LookAsync(path, "operate");

    public static Task<Answer> LookAsync(this TestApp app, string path, string right) =>
        app.SendAsync(CallOf(path, "GET") with { User = "olga", Headers = new Dictionary<string, string> { ["X-Rights"] = right } });

    /// <summary>Looks while something hangs. When the look sets its timers only it knows: time passes until it is over, with heartbeats.</summary>
    public static async Task<Answer> CutOffAsync(this TestApp app, ManualClock clock)
    {
        var look = app.LookAsync();
        await Poll.UntilAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
                await app.BeatAsync();
                return look.IsCompleted;
            },
            TimeSpan.FromSeconds(30),
            () => "The look did not end.");
        return await look;
    }

    /// <summary>Looks until only this part fails: on a busy machine the clock of a test overtakes others too.</summary>
    public static async Task<Answer> OnlyFailsAsync(this TestApp app, ManualClock clock, string name)
    {
        Answer? told = null;
        await Poll.UntilAsync(
            async () =>
            {
                told = await app.CutOffAsync(clock);
                clock.Advance(TimeSpan.FromSeconds(1));
                Assert.Equal(("failed", "It did not answer in time."), told.CheckOf(name));
                return told.FailingOf() is [var only] && only == name;
            },
            TimeSpan.FromSeconds(30),
            () => $"Others fail too: {told?.Text}");
        return told!;
    }

    /// <summary>What an operator is told of one part: its status and its sentence.</summary>
    public static (string? Status, string? Detail) CheckOf(this Answer answer, string name)
    {
        var check = answer.Json.GetProperty("checks").EnumerateArray().Single(each => each.GetProperty("name").GetString() == name);
        return (check.GetProperty("status").GetString(), check.TryGetProperty("detail", out var detail) ? detail.GetString() : null);
    }

    public static string[] ChecksOf(this Answer answer) => [.. answer.Json.GetProperty("checks").EnumerateArray().Select(each => each.GetProperty("name").GetString()!)];

    /// <summary>The names of the parts that do not work.</summary>
    public static string[] FailingOf(this Answer answer) => [.. answer.ChecksOf().Where(each => answer.CheckOf(each).Status is not "good" and not "degraded")];

    public static string[] WarningsOf(this TestApp app, int eventId) => [.. app.Log.Lines.Where(each => each.StartsWith($"{LogLevel.Warning} {eventId} ", StringComparison.Ordinal))];

    /// <summary>All that anybody may see.</summary>
    public static void AssertBare(Answer answer, int status, string said)
    {
        Assert.Equal((status, $$"""{"status":"{{said}}"}""", "no-store", "application/json"), (answer.Status, answer.Text, answer.Headers["Cache-Control"], answer.ContentType));
        Assert.Equal(status == 503, answer.Headers.ContainsKey("Retry-After"));
    }

    private static Call CallOf(string path, string method) => new() { Method = method, Path = path.StartsWith('/') ? path : $"/_evenkeel/health/{path}", User = null, FromRuntime = false };
}
