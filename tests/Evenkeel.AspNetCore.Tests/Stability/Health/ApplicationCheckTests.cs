using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Evenkeel.AspNetCore.Tests.Stability.Health;

/// <summary>The framework's health checks of the application count too.</summary>
public sealed class ApplicationCheckTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task One_that_is_unhealthy_makes_it_unready_and_is_named_to_operators()
    {
        var mine = HealthCheckResult.Healthy();
        await using var app = await StartAsync(checks => checks.AddCheck("mine", () => mine).AddCheck("other", () => HealthCheckResult.Healthy()));
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        Assert.Equal(("good", null), (await app.LookAsync()).CheckOf("mine"));

        mine = HealthCheckResult.Unhealthy(HealthApp.Secret, new InvalidOperationException(HealthApp.Secret));
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
        var told = await app.LookAsync();
        Assert.Equal(["mine"], told.FailingOf());
        Assert.Equal(("failed", "The application's own check says that it is unhealthy."), told.CheckOf("mine"));
        Assert.DoesNotContain("hunter2", told.Text, StringComparison.Ordinal);

        mine = HealthCheckResult.Degraded(HealthApp.Secret);
        _clock.Advance(TimeSpan.FromSeconds(1));
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        Assert.Equal(("degraded", "The application's own check says that it is degraded."), (await app.LookAsync()).CheckOf("mine"));
    }

    [Fact]
    public async Task One_that_throws_tells_its_message_to_nobody()
    {
        await using var app = await StartAsync(checks => checks.AddCheck("mine", () => throw new InvalidOperationException(HealthApp.Secret)));
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
        var told = await app.LookAsync();
        Assert.Equal(["mine"], told.FailingOf());
        Assert.DoesNotContain("hunter2", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_hangs_keeps_no_other_from_being_heard()
    {
        var (gate, asked) = (new Gate(), 0);
        await using var app = await StartAsync(checks => checks
            .AddAsyncCheck("hangs", async () =>
            {
                Interlocked.Increment(ref asked);
                await gate.PassAsync();
                return HealthCheckResult.Healthy();
            })
            .AddCheck("other", () => HealthCheckResult.Healthy()));
        for (var round = 0; round < 2; round++)
        {
            var told = await app.OnlyFailsAsync(_clock, "hangs");
            Assert.Equal("good", told.CheckOf("other").Status);
        }

        Assert.Equal(1, Volatile.Read(ref asked));
        gate.Open();
    }

    private Task<TestApp> StartAsync(Action<IHealthChecksBuilder> checks) => HealthApp.StartAsync(clock: _clock, services: builder => checks(builder.Services.AddHealthChecks()));
}
