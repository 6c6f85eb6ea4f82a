using System.Collections.Concurrent;
using System.Diagnostics;

namespace Evenkeel.AspNetCore.Tests.Telemetry;

/// <summary>Listens to Evenkeel's activities, and to the framework's, which they are parts of. Other tests have theirs in the same process: ask for those of one trace.</summary>
internal sealed class RecordedActivities : IDisposable
{
    private readonly ConcurrentQueue<Activity> _all = new();
    private readonly ActivityListener _listener;

    public RecordedActivities()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is EvenkeelTelemetry.ActivitySourceName or "Microsoft.AspNetCore",
            // As OpenTelemetry's default: what the caller does not sample is not recorded.
            Sample = static (ref options) => options.Parent.TraceId == default || options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData,
            ActivityStopped = activity =>
            {
                if (activity.Recorded)
                {
                    _all.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public static string NewTrace(out string id, bool sampled = true)
    {
        id = ActivityTraceId.CreateRandom().ToHexString();
        return $"00-{id}-{ActivitySpanId.CreateRandom().ToHexString()}-{(sampled ? "01" : "00")}";
    }

    public Activity[] Of(string trace) => [.. _all.Where(each => each.TraceId.ToHexString() == trace)];

    /// <summary>All that any of them says.</summary>
    public string Text() => string.Join('\n', _all.Select(each =>
        $"{each.OperationName} {each.DisplayName} {each.StatusDescription} {string.Join(' ', each.TagObjects)} {string.Join(' ', each.Baggage)} {string.Join(' ', each.Events.SelectMany(one => one.Tags.Select(tag => $"{one.Name} {tag}")))}"));

    public void Dispose() => _listener.Dispose();
}
