using System.Diagnostics;

namespace Evenkeel.AspNetCore.Telemetry;

/// <summary>Reads a <c>traceparent</c> as W3C Trace Context defines it. What cannot be read counts as none.</summary>
internal static class TraceParent
{
    /// <summary>One of version 00 has 55 characters; later versions may add to them.</summary>
    public const int MaxLength = 128;

    public static ActivityContext? Read(string? text) =>
        text is { Length: <= MaxLength } && ActivityContext.TryParse(text, traceState: null, isRemote: true, out var context) ? context : null;
}
