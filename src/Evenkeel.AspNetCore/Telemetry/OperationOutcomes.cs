using Evenkeel.Protocol;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Telemetry;

/// <summary>What became of an operation, as few words as a dashboard can show.</summary>
internal static class OperationOutcomes
{
    public const string Applied = "applied";
    public const string Replayed = "replayed";
    public const string Conflict = "conflict";
    public const string Rejected = "rejected";
    public const string Void = "void";
    public const string Unknown = "unknown";
    public const string Refused = "refused";
    public const string Failed = "failed";

    public static string Of(HttpResponse response, string? code) =>
        response.Headers[KeelHeaders.Replayed] == "true" ? Replayed : Of(response.StatusCode, code);

    public static string Of(int status, string? code) => status switch
    {
        < 400 => Applied,
        _ when code is ProblemCodes.OutcomeUnknown or ProblemCodes.OutcomeLost => Unknown,
        _ when code == ProblemCodes.OperationVoid => Void,
        // Nothing ran: it is told so, or asked to come again.
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status424FailedDependency or StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => Refused,
        StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed => Conflict,
        < 500 => Rejected,
        _ => Failed,
    };
}
