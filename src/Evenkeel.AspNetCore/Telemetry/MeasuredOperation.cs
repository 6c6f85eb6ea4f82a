namespace Evenkeel.AspNetCore.Telemetry;

/// <summary>One operation that was run: what became of it, and for how long it ran. Counted when that is sure.</summary>
/// <param name="Action">Its action.</param>
/// <param name="Outcome">One of <see cref="OperationOutcomes"/>.</param>
/// <param name="ErrorType">The problem's code, or another low-cardinality name of what was wrong; null: nothing was.</param>
/// <param name="Took">How long it ran.</param>
internal sealed record MeasuredOperation(string Action, string Outcome, string? ErrorType, TimeSpan Took)
{
    /// <summary>What takes the place of an action that no endpoint has: callers name those themselves.</summary>
    public const string OtherAction = "other";

    /// <summary>One that never reached its action.</summary>
    public static MeasuredOperation Refused(int status, string? code) => new(OtherAction, OperationOutcomes.Of(status, code), code, TimeSpan.Zero);
}
