using Evenkeel.AspNetCore.Stability.Health;
using Evenkeel.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Stability.Health;

public sealed class HealthOptionsTests
{
    [Fact]
    public async Task The_host_does_not_start_with_settings_out_of_range_and_all_are_named()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options =>
            (options.KeepFor, options.CheckTimeout, options.FeedLimit, options.DetailsPolicy) = (TimeSpan.Zero, TimeSpan.FromSeconds(31), TimeSpan.FromHours(2), "nobody")));
        Assert.Equal(
            [
                "HealthOptions.KeepFor is 00:00:00; it must be from 00:00:00.1000000 to 00:01:00.",
                "HealthOptions.CheckTimeout is 00:00:31; it must be from 00:00:00.0500000 to 00:00:30.",
                "HealthOptions.FeedLimit is 02:00:00; it must be from 00:00:01 to 01:00:00.",
                "HealthOptions.DetailsPolicy is 'nobody'; the application has no authorization policy of that name.",
            ],
            error.Failures);
    }

    [Theory]
    [InlineData(100, 50, 1_000)]
    [InlineData(60_000, 30_000, 3_600_000)]
    public async Task It_starts_with_settings_at_the_edge(int keepFor, int timeout, int feed)
    {
        await using var host = await StartAsync(options =>
            (options.KeepFor, options.CheckTimeout, options.FeedLimit, options.DetailsPolicy) = (TimeSpan.FromMilliseconds(keepFor), TimeSpan.FromMilliseconds(timeout), TimeSpan.FromMilliseconds(feed), "some"));
        using var answer = await host.Http.GetAsync(new Uri("_evenkeel/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_policy_needs_authorization()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options => options.DetailsPolicy = "some", authorization: false));
        Assert.Equal(["HealthOptions.DetailsPolicy is 'some'; the application has no authorization: services.AddAuthorization()."], error.Failures);
    }

    [Fact]
    public async Task Without_a_store_or_authorization_it_answers_too()
    {
        await using var host = await StartAsync(_ => { }, authorization: false);
        using var answer = await host.Http.GetAsync(new Uri("_evenkeel/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("""{"status":"live"}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await Testing.Time.Poll.UntilAsync(
            async () =>
            {
                using var ready = await host.Http.GetAsync(new Uri("_evenkeel/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
                return ready.IsSuccessStatusCode;
            },
            TimeSpan.FromSeconds(30),
            () => "It does not become ready.");
    }

    private static Task<KeelHost> StartAsync(Action<HealthOptions> configure, bool authorization = true) => KeelHost.StartAsync(
        builder =>
        {
            if (authorization)
            {
                builder.Services.AddAuthorization(auth => auth.AddPolicy("some", policy => policy.RequireAuthenticatedUser()));
            }

            builder.AddEvenkeel().ConfigureHealth(configure);
        },
        app =>
        {
            app.UseEvenkeel();
            app.MapEvenkeel();
        });
}
