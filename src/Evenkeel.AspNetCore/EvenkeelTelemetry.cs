using Evenkeel.AspNetCore.Telemetry;

namespace Evenkeel.AspNetCore;

/// <summary>
/// What to name to a collector of one's own, for example OpenTelemetry's: <c>WithMetrics(m => m.AddMeter(EvenkeelTelemetry.MeterName))</c> and
/// <c>WithTracing(t => t.AddSource(EvenkeelTelemetry.ActivitySourceName))</c>. What there is under these names is in <c>docs/telemetry.md</c>; nothing is counted or traced while nobody listens.
/// </summary>
public static class EvenkeelTelemetry
{
    /// <summary>The meter of all instruments.</summary>
    public const string MeterName = TelemetryNames.Source;

    /// <summary>The source of all activities.</summary>
    public const string ActivitySourceName = TelemetryNames.Source;
}
