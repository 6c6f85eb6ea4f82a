using System.Diagnostics;
using Evenkeel.AspNetCore.Tests.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Evenkeel.AspNetCore.Tests.Telemetry;

/// <summary>The way that the documentation shows, with OpenTelemetry's own SDK and its default sampler.</summary>
public sealed class OpenTelemetryTests
{
    [Fact]
    public async Task Its_sdk_collects_by_the_public_names_and_samples_as_the_browser_said()
    {
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("Microsoft.AspNetCore").AddSource(EvenkeelTelemetry.ActivitySourceName).AddInMemoryExporter(spans).Build();
        using var counting = Sdk.CreateMeterProviderBuilder().AddMeter(EvenkeelTelemetry.MeterName).AddInMemoryExporter(metrics).Build();
        await using var app = await TelemetryApp.StartAsync(serves: false);
        var (sampled, unsampled) = (RecordedActivities.NewTrace(out var one), RecordedActivities.NewTrace(out var two, sampled: false));
        var answer = await app.FlushAsync([.. new[] { sampled, unsampled }.Select(trace => Op.Line("/traced")[..^1] + $",\"trace\":\"{trace}\"}}")]);
        answer.AssertStatuses(200, 200);
        tracing.ForceFlush();
        counting.ForceFlush();
        lock (spans)
        {
            Assert.Contains(spans, span => span.TraceId.ToHexString() == one && span.DisplayName == "POST /traced");
            Assert.DoesNotContain(spans, span => span.TraceId.ToHexString() == two);
        }

        Assert.Contains(metrics, metric => metric.Name == "evenkeel.operations");
        Assert.Contains(metrics, metric => metric.Name == "evenkeel.feed.lag");
    }
}
