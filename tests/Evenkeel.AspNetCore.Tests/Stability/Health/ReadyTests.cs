using Evenkeel.AspNetCore.Stability.Health;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Evenkeel.AspNetCore.Tests.Stability.Health;

/// <summary>Whether requests should be sent to an instance, and who hears why not.</summary>
public sealed class ReadyTests
{
    private readonly ManualClock _clock = new();
    private readonly ScriptedFact _fact = new();

    [Theory]
    [InlineData("live", "live")]
    [InlineData("startup", "started")]
    [InlineData("ready", "ready")]
    public async Task All_is_well_and_nothing_more_is_said(string path, string expected)
    {
        await using var app = await HealthApp.StartAsync(_fact);
        HealthApp.AssertBare(await app.ProbeAsync(path), 200, expected);
        // One who may see no details is told the same.
        HealthApp.AssertBare(await app.LookAsync(path, right: "write"), 200, expected);
        var head = await app.ProbeAsync(path, "HEAD");
        Assert.Equal((200, "", $"{$$"""{"status":"{{expected}}"}""".Length}"), (head.Status, head.Text, head.Headers["Content-Length"]));
        Assert.Equal(405, (await app.ProbeAsync(path, "POST")).Status);
    }

    [Fact]
    public async Task A_part_that_fails_makes_it_unready_and_only_operators_hear_which()
    {
        await using var app = await HealthApp.StartAsync(_fact);
        _fact.Say(HealthFinding.Failed("It is bent."));
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
        HealthApp.AssertBare(await app.LookAsync("ready", right: "write"), 503, "unready");
        var head = await app.ProbeAsync(method: "HEAD");
        Assert.Equal((503, "", "1"), (head.Status, head.Text, head.Headers["Retry-After"]));
        HealthApp.AssertBare(await app.ProbeAsync("live"), 200, "live");

        var told = await app.LookAsync();
        Assert.Equal((503, "unready", "b1", false), (told.Status, told.Json.GetProperty("status").GetString(), told.Json.GetProperty("build").GetString(), told.Json.GetProperty("shuttingDown").GetBoolean()));
        Assert.True(Guid.TryParse(told.Json.GetProperty("instance").GetString(), out _));
        Assert.Equal(["part"], told.FailingOf());
        Assert.Equal(("failed", "It is bent."), told.CheckOf("part"));
        Assert.Equal(("good", null), told.CheckOf("evenkeel-database"));
        Assert.Equal(("good", null), told.CheckOf("evenkeel-registry"));
        Assert.Equal("no-store", told.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task Nobody_sees_details_where_no_policy_says_who()
    {
        await using var app = await HealthApp.StartAsync(_fact, health: options => options.DetailsPolicy = null);
        HealthApp.AssertBare(await app.LookAsync(), 200, "ready");
        HealthApp.AssertBare(await app.LookAsync("startup"), 200, "started");
    }

    [Fact]
    public async Task Details_go_to_nobody_when_the_policy_cannot_decide()
    {
        await using var app = await HealthApp.StartAsync(_fact, services: builder => builder.Services.AddAuthorization(auth =>
            auth.AddPolicy(HealthApp.Operators, policy => policy.RequireAssertion((Func<AuthorizationHandlerContext, bool>)(_ => throw new InvalidOperationException(HealthApp.Secret))))));
        HealthApp.AssertBare(await app.LookAsync(), 200, "ready");
        Assert.Single(app.WarningsOf(2455));
    }

    [Fact]
    public async Task What_an_exception_says_is_for_the_log_alone_and_once_for_each_change()
    {
        await using var app = await HealthApp.StartAsync(_fact, _clock);
        _fact.Throw(HealthApp.Secret);
        for (var look = 0; look < 3; look++)
        {
            var told = await app.LookAsync();
            Assert.Equal(("failed", "It failed; the server's log says how."), told.CheckOf("part"));
            Assert.DoesNotContain("hunter2", told.Text, StringComparison.Ordinal);
            HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Contains("hunter2", Assert.Single(app.WarningsOf(2451)), StringComparison.Ordinal);

        _fact.Say(HealthFinding.Good);
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        _fact.Throw(HealthApp.Secret);
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
        Assert.Equal(2, app.WarningsOf(2451).Length);
    }

    [Fact]
    public async Task An_instance_that_shuts_down_is_unready_at_once_and_lives()
    {
        await using var app = await HealthApp.StartAsync(_fact, _clock);
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        // The server itself goes on here: only whoever runs the host would stop it.
        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
        HealthApp.AssertBare(await app.ProbeAsync("live"), 200, "live");
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 200, "started");
        var told = await app.LookAsync();
        Assert.True(told.Json.GetProperty("shuttingDown").GetBoolean());
        Assert.Empty(told.FailingOf());
    }

    [Fact]
    public async Task A_part_that_is_degraded_leaves_it_ready()
    {
        await using var app = await HealthApp.StartAsync(_fact);
        _fact.Say(new HealthFinding(HealthState.Degraded, "It creaks."));
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        Assert.Equal(("degraded", "It creaks."), (await app.LookAsync()).CheckOf("part"));
        Assert.Single(app.WarningsOf(2452));
    }
}
