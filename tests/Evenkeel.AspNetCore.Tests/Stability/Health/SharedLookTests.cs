using Evenkeel.AspNetCore.Stability.Health;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Stability.Health;

/// <summary>However many probe, and whatever hangs: no part is asked more than once at a time, nor more than once in a second.</summary>
public sealed class SharedLookTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualClock _clock = new();
    private readonly ScriptedFact _fact = new();

    [Fact]
    public async Task A_hundred_probes_at_once_are_one_question()
    {
        await using var app = await HealthApp.StartAsync(_fact, _clock);
        var gate = _fact.Hang();
        var probes = Enumerable.Range(0, 100).Select(_ => app.ProbeAsync()).ToList();
        await gate.Reached;
        gate.Open();
        Assert.All(await Task.WhenAll(probes), answer => HealthApp.AssertBare(answer, 200, "ready"));
        Assert.Equal(1, _fact.Asked);
    }

    [Fact]
    public async Task What_was_found_is_kept_for_a_second()
    {
        await using var app = await HealthApp.StartAsync(_fact, _clock);
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        _fact.Say(HealthFinding.Failed("It is bent."));
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        Assert.Equal(1, _fact.Asked);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        HealthApp.AssertBare(await app.ProbeAsync(), 503, "unready");
        Assert.Equal(2, _fact.Asked);
    }

    [Fact]
    public async Task A_part_that_heeds_no_cancellation_is_cut_off_and_not_asked_again_before_it_ends()
    {
        await using var app = await HealthApp.StartAsync(_fact, _clock);
        var gate = _fact.Hang();
        for (var look = 0; look < 3; look++)
        {
            await app.OnlyFailsAsync(_clock, "part");
        }

        Assert.Equal(1, _fact.Asked);
        Assert.Single(app.WarningsOf(2451), each => each.Contains(" part failed", StringComparison.Ordinal));

        gate.Open();
        await Poll.UntilAsync(
            async () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return (await app.ProbeAsync()).Status == 200;
            },
            Patience,
            () => "It did not become ready again.");
    }

    [Fact]
    public async Task A_part_that_heeds_it_is_told_to_stop()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await HealthApp.StartAsync(new HeedingFact(stopped), _clock);
        Assert.Equal(("failed", "It did not answer in time."), (await app.CutOffAsync(_clock)).CheckOf("heeding"));
        await stopped.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_probe_that_is_given_up_takes_nothing_from_the_others()
    {
        await using var app = await HealthApp.StartAsync(_fact, _clock);
        var gate = _fact.Hang();
        using var impatient = new CancellationTokenSource();
        var first = app.Http.GetAsync(new Uri("_evenkeel/health/ready", UriKind.Relative), impatient.Token);
        await gate.Reached;
        var second = app.ProbeAsync();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.Open();
        HealthApp.AssertBare(await second, 200, "ready");
        Assert.Equal(1, _fact.Asked);
    }

    [Fact]
    public async Task No_part_sees_the_request_that_happened_to_come_first()
    {
        await using var app = await HealthApp.StartAsync(_fact);
        _fact.Requests = app.Services.GetRequiredService<IHttpContextAccessor>();
        HealthApp.AssertBare(await app.ProbeAsync(), 200, "ready");
        Assert.Equal((1, false), (_fact.Asked, _fact.SawARequest));
    }

    private sealed class HeedingFact(TaskCompletionSource stopped) : IHealthFact
    {
        public string Name => "heeding";

        public async ValueTask<HealthFinding> CheckAsync(CancellationToken cancel)
        {
            await using var told = cancel.Register(stopped.SetResult);
            await stopped.Task;
            cancel.ThrowIfCancellationRequested();
            return HealthFinding.Good;
        }
    }
}
