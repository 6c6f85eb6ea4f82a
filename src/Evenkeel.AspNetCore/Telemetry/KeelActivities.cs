using System.Diagnostics;

namespace Evenkeel.AspNetCore.Telemetry;

/// <summary>The source of all activities. Starting one costs a check while nobody listens.</summary>
internal static class KeelActivities
{
    public static readonly ActivitySource Source = new(TelemetryNames.Source);

    /// <summary>Begins the work on something that was decided on in another trace. Where that is not known it is a part of the present one.</summary>
    /// <param name="name">The activity's name.</param>
    /// <param name="origin">Where it was decided on.</param>
    public static Activity? StartConsumer(string name, ActivityContext? origin)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        return origin is { } parent
            ? Source.StartActivity(name, ActivityKind.Consumer, parent, links: Activity.Current is { } carrier ? [new ActivityLink(carrier.Context)] : null)
            : Source.StartActivity(name, ActivityKind.Consumer);
    }
}
