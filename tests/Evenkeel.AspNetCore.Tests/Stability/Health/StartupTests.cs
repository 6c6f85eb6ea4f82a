using Evenkeel.AspNetCore.Stability.Health;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.AspNetCore.Tests.Sessions;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Evenkeel.AspNetCore.Tests.Stability.Health;

/// <summary>An instance begins once.</summary>
public sealed class StartupTests
{
    private readonly ManualClock _clock = new();
    private readonly ScriptedFact _fact = new();

    [Fact]
    public async Task It_starts_when_each_part_was_there_once_and_stays_started()
    {
        var other = new ScriptedFact("other");
        _fact.Say(HealthFinding.Pending("Not yet."));
        await using var app = await HealthApp.StartAsync(_fact, _clock, services: builder => builder.Services.AddSingleton<IHealthFact>(other));
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 503, "starting");
        var told = await app.LookAsync("startup");
        Assert.Equal((503, "starting"), (told.Status, told.Json.GetProperty("status").GetString()));
        Assert.Equal(("pending", "Not yet."), told.CheckOf("part"));
        // What has not begun yet is no fault.
        Assert.Empty(app.WarningsOf(2451));

        // The one came before the other went.
        other.Say(HealthFinding.Failed("It is bent."));
        _fact.Say(HealthFinding.Good);
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 200, "started");
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");

        _fact.Say(HealthFinding.Failed("It is bent."));
        _clock.Advance(TimeSpan.FromSeconds(1));
        var asked = _fact.Asked;
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 200, "started");
        // Nothing is left to be found out.
        Assert.Equal(asked, _fact.Asked);
        Assert.Equal((200, "started"), ((await app.LookAsync("startup")).Status, (await app.LookAsync("startup")).Json.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task It_has_not_begun_before_its_first_heartbeat()
    {
        using var database = new TestDatabase();
        await using (var made = await HealthApp.StartAsync(database: database))
        {
            database.Rename("evenkeel_instance", "aside");
        }

        await using var app = await HealthApp.StartAsync(new TestAppOptions { Clock = _clock, Database = database, Connection = ";Pooling=False" }, beats: false);
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 503, "starting");
        Assert.Equal(("pending", "There has been no heartbeat yet."), (await app.LookAsync()).CheckOf("evenkeel-registry"));
        database.Rename("aside", "evenkeel_instance");
        await app.BeatAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 200, "started");
    }

    [Fact]
    public async Task The_applications_own_checks_do_not_keep_it_from_starting()
    {
        await using var app = await HealthApp.StartAsync(_fact, services: builder => builder.Services.AddHealthChecks().AddCheck("mine", () => HealthCheckResult.Unhealthy()));
        HealthApp.AssertBare(await app.ProbeAsync("startup"), 200, "started");
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
    }

    [Fact]
    public void It_has_not_begun_before_its_host_has()
    {
        using var host = new HostLife();
        var startup = new HealthStartup(host.Lifetime);
        var good = new AspNetCore.Stability.Health.HealthReport([new HealthResult("part", IsOwn: true, HealthFinding.Good, TimeSpan.Zero)], 0);
        startup.Learn(good);
        Assert.False(startup.IsOver);
        host.Lifetime.NotifyStarted();
        startup.Learn(good);
        Assert.True(startup.IsOver);
    }

    private sealed class HostLife : IDisposable
    {
        public ApplicationLifetime Lifetime { get; } = new(NullLogger<ApplicationLifetime>.Instance);

        public void Dispose() => Lifetime.NotifyStopped();
    }
}
