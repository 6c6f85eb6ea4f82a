using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Telemetry;

/// <summary>What Prometheus reads, and who else does.</summary>
public sealed class MetricsEndpointTests
{
    private const string Plain = "text/plain; version=0.0.4; charset=utf-8";
    private const string Open = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Without_a_policy_there_is_no_such_endpoint()
    {
        await using var app = await TelemetryApp.StartAsync(serves: false);
        Assert.Equal(404, (await app.MetricsAsync()).Status);
    }

    [Fact]
    public async Task Only_those_of_the_policy_read_them()
    {
        await using var app = await TelemetryApp.StartAsync();
        Assert.Equal((401, "unauthenticated"), await RefusedAsync(app, right: null, user: null));
        Assert.Equal((403, "forbidden"), await RefusedAsync(app, right: "write", user: "mallory"));
        Assert.Equal(405, (await app.MetricsAsync(method: "POST")).Status);
        var answer = await app.MetricsAsync();
        Assert.Equal((200, Plain, "no-store"), (answer.Status, answer.ContentType, answer.Headers["Cache-Control"]));
        var head = await app.MetricsAsync(method: "HEAD");
        Assert.Equal((200, ""), (head.Status, head.Text));
    }

    [Fact]
    public async Task A_policy_that_is_not_there_and_settings_out_of_range_stop_the_start()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => TelemetryApp.StartAsync(metrics: options => (options.Policy, options.MostSeries, options.KeepFor) = ("nobody", 9, TimeSpan.Zero)));
        Assert.Equal(3, error.Failures.Count());
        Assert.Contains("no authorization policy of that name", error.Message);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("application/openmetrics-text; version=1.0.0,text/plain;q=0.5", true)]
    public async Task What_happened_is_there_in_the_format_that_was_asked_for(string? accept, bool open)
    {
        await using var app = await TelemetryApp.StartAsync();
        await app.PostAsync("/notes", Call.NewId(), NewNote.Json("a"));
        await app.PostAsync("/notes", Call.NewId(), NewNote.Json("b"));
        var answer = await app.MetricsAsync(accept: accept);
        Assert.Equal(open ? Open : Plain, answer.ContentType);
        var read = Exposition.Read(answer.Text, open);
        Assert.Equal(2, read.Samples["""evenkeel_operations_total{evenkeel_action="POST /notes",evenkeel_outcome="applied",evenkeel_route="direct"}"""]);
        Assert.Equal(2, read.Samples["""evenkeel_operation_duration_seconds_count{evenkeel_action="POST /notes",evenkeel_outcome="applied"}"""]);
        Assert.Equal(2, read.Samples["""evenkeel_operation_duration_seconds_bucket{evenkeel_action="POST /notes",evenkeel_outcome="applied",le="+Inf"}"""]);
        Assert.Equal(0, read.Samples["""evenkeel_operations_active{evenkeel_action="POST /notes"}"""]);
        Assert.True(read.Samples["evenkeel_admission_limit"] > 0);
        Assert.InRange(read.Samples["evenkeel_feed_lag_seconds"], 0, 60);
        Assert.Equal(open ? "counter" : null, read.Kinds.GetValueOrDefault("evenkeel_operations"));
    }

    [Fact]
    public async Task Labels_are_escaped_and_what_comes_beyond_the_limit_is_in_one_series()
    {
        await using var app = await TelemetryApp.StartAsync(metrics: options => options.MostSeries = 10, options: new TestAppOptions { Clock = _clock });
        using var meter = app.Services.GetRequiredService<IMeterFactory>().Create(EvenkeelTelemetry.MeterName, null, [new("which", "the test's")]);
        var counter = meter.CreateCounter<long>("evenkeel.test.things", "{thing}", "Things with a \\ and\nlines.");
        counter.Add(1, new KeyValuePair<string, object?>("a.b-c", "quote \" slash \\ line \n end é"));
        for (var each = 0; each < 100; each++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("n", each));
        }

        counter.Add(1, new KeyValuePair<string, object?>("long", new string('x', 5000)));
        var read = Exposition.Read((await app.MetricsAsync()).Text, open: false);
        Assert.Equal(1, read.Samples["""evenkeel_test_things_total{a_b_c="quote \" slash \\ line \n end é"}"""]);
        Assert.Equal(92, read.Samples["""evenkeel_test_things_total{otel_metric_overflow="true"}"""]);
        Assert.Equal(11, read.Samples.Keys.Count(each => each.StartsWith("evenkeel_test_things_total", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Those_who_ask_at_once_share_one_look()
    {
        await using var app = await TelemetryApp.StartAsync(options: new TestAppOptions { Clock = _clock });
        using var meter = app.Services.GetRequiredService<IMeterFactory>().Create(EvenkeelTelemetry.MeterName, null, [new("which", "the test's")]);
        var looks = 0;
        meter.CreateObservableGauge("evenkeel.test.looks", () => ++looks, "{look}", "How often somebody has looked.");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.MetricsAsync()));
        Assert.All(answers, each => Assert.Equal(1, Exposition.Read(each.Text, open: false).Samples["evenkeel_test_looks"]));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Exposition.Read((await app.MetricsAsync()).Text, open: false).Samples["evenkeel_test_looks"]);
    }

    private static async Task<(int Status, string? Error)> RefusedAsync(TestApp app, string? right, string? user)
    {
        var answer = await app.MetricsAsync(right, user: user);
        Assert.DoesNotContain("evenkeel_", answer.Text);
        return (answer.Status, answer.Error);
    }
}
