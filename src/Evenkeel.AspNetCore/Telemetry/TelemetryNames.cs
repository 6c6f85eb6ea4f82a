namespace Evenkeel.AspNetCore.Telemetry;

/// <summary>What everything that is counted and traced goes under, and the attributes that several features share.</summary>
internal static class TelemetryNames
{
    public const string Source = "Evenkeel.AspNetCore";
    public const string Action = "evenkeel.action";
    public const string Outcome = "evenkeel.outcome";
    public const string ErrorType = "error.type";
}
