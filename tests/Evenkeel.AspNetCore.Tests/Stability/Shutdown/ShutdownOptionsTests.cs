using Evenkeel.AspNetCore.Stability.Shutdown;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Stability.Shutdown;

public sealed class ShutdownOptionsTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task The_host_waits_as_long_as_the_options_promise()
    {
        await using var app = await LeavingApp.StartAsync(_clock, shutdown: options => (options.AnnounceFor, options.FinishWithin) = (TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(40)));
        Assert.Equal(TimeSpan.FromSeconds(47), TimeoutOf(app));
    }

    [Fact]
    public async Task By_default_it_is_over_before_an_orchestrator_kills()
    {
        await using var app = await LeavingApp.StartAsync(_clock);
        Assert.Equal(TimeSpan.FromSeconds(25), TimeoutOf(app));
    }

    [Fact]
    public async Task What_the_application_has_set_stands()
    {
        await using var app = await LeavingApp.StartAsync(_clock, services: services => services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(3)));
        Assert.Equal(TimeSpan.FromMinutes(3), TimeoutOf(app));
    }

    [Fact]
    public async Task What_is_out_of_range_is_named_at_start()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            LeavingApp.StartAsync(_clock, shutdown: options => (options.AnnounceFor, options.FinishWithin) = (TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(-1))));
        Assert.Contains($"{nameof(ShutdownOptions)}.{nameof(ShutdownOptions.AnnounceFor)} is 00:06:00; it must be from 00:00:00 to 00:05:00.", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{nameof(ShutdownOptions)}.{nameof(ShutdownOptions.FinishWithin)} is -00:00:01; it must be from 00:00:00 to 00:10:00.", error.Message, StringComparison.Ordinal);
    }

    private static TimeSpan TimeoutOf(TestApp app) => app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
}
