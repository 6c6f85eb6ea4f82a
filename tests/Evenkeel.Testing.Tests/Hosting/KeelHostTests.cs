using Evenkeel.Testing.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Evenkeel.Testing.Tests.Hosting;

public sealed class KeelHostTests
{
    private static readonly Uri Root = new("/", UriKind.Relative);

    [Fact]
    public async Task It_listens_on_loopback_and_runs_on_the_tests_clock()
    {
        var clock = new ManualClock();
        await using var host = await KeelHost.StartAsync(
            builder => builder.Services.AddSingleton(TimeProvider.System),
            app => app.MapGet("/", (TimeProvider time) => time.GetUtcNow().ToString("O")),
            clock);
        Assert.True(host.BaseAddress.IsLoopback);
        Assert.Equal(clock.GetUtcNow().ToString("O"), await host.Http.GetStringAsync(Root));
        clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(clock.GetUtcNow().ToString("O"), await host.Http.GetStringAsync(Root));
    }

    [Fact]
    public async Task Without_a_clock_the_application_keeps_its_own()
    {
        var own = new ShiftedClock();
        await using var host = await KeelHost.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(own), _ => { });
        Assert.Same(own, host.Services.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public async Task A_restart_keeps_the_address_and_nothing_else()
    {
        var starts = 0;
        await using var host = await KeelHost.StartAsync(
            builder => builder.Services.AddSingleton(new Deployment(++starts)),
            app => app.MapGet("/", (Deployment deployment) => deployment.Number));
        var first = host.Services;
        Assert.Equal("1", await host.Http.GetStringAsync(Root));
        await host.RestartAsync();
        Assert.Equal("2", await host.Http.GetStringAsync(Root));
        Assert.NotSame(first, host.Services);
    }

    [Fact]
    public async Task Warnings_are_kept_over_restarts_and_less_is_not()
    {
        await using var host = await KeelHost.StartAsync(_ => { }, app => app.Logger.LogWarning("The mast is {State}.", "bent"));
        host.Services.GetRequiredService<ILogger<KeelHostTests>>().LogInformation("All is well.");
        await host.RestartAsync();
        Assert.Equal(2, host.Log.Lines.Count(line => line.Contains("The mast is bent.", StringComparison.Ordinal)));
        Assert.DoesNotContain("All is well", host.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stops_an_application_at_start_reaches_the_test()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => KeelHost.StartAsync(_ => { }, _ => throw new InvalidOperationException("no keel")));
        Assert.Equal("no keel", error.Message);
    }

    [Fact]
    public async Task Services_of_a_stopped_host_are_gone()
    {
        var host = await KeelHost.StartAsync(_ => { }, _ => { });
        await host.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => host.Services);
    }

    private sealed record Deployment(int Number);
}
