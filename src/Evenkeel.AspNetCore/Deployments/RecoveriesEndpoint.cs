using System.Diagnostics;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.Protocol.Deployments;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary><c>POST /_evenkeel/recoveries</c>: pages tell what they did, to be counted.</summary>
internal sealed class RecoveriesEndpoint(RecoveryMetrics metrics, IOptions<DeploymentOptions> options, ProblemWriter problems, TimeProvider clock, ILogger<RecoveriesEndpoint> log)
{
    private const int MaxBytes = 16_384;
    private const int MaxReports = 50;
    private const double LongestMs = 86_400_000;

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!options.Value.AcceptAnonymousReports && http.User.Identity is not { IsAuthenticated: true })
        {
            await problems.WriteAsync(http, ProblemCodes.Unauthenticated, "Only signed-in callers report recoveries.");
            return;
        }

        if (await OwnBody.ReadAsync(http, MaxBytes, DeploymentJson.Default.RecoveryReports, problems) is not { } reports)
        {
            return;
        }

        if (WhatIsWrong(reports.Recoveries) is var (code, detail))
        {
            await problems.WriteAsync(http, code, detail);
            return;
        }

        foreach (var report in reports.Recoveries)
        {
            Trace(report);
            metrics.Count(report);
            log.Recovered(report.Kind, report.From ?? "?", report.To ?? "?");
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // It is over when it is told of: only how long it took is known.
    private void Trace(RecoveryReport report) => KeelActivities.Source
        .StartActivity(ActivityKind.Internal, startTime: clock.GetUtcNow() - TimeSpan.FromMilliseconds(report.Ms), name: "evenkeel.recovery")
        ?.SetTag("evenkeel.kind", report.Kind).Dispose();

    private static (string Code, string Detail)? WhatIsWrong(List<RecoveryReport> reports)
    {
        if (reports.Count > MaxReports)
        {
            return (ProblemCodes.RequestTooLarge, $"{reports.Count} reports; the limit is {MaxReports}.");
        }

        for (var i = 0; i < reports.Count; i++)
        {
            var wrong = reports[i] switch
            {
                null => "is null",
                { Kind: var kind } when !RecoveryKinds.All.Contains(kind) => $"has the kind '{kind[..Math.Min(kind.Length, 40)]}'; it must be one of {string.Join(", ", RecoveryKinds.All)}",
                { From: { } from } when !BuildName.IsValid(from) => "has a 'from' that is no build",
                { To: { } to } when !BuildName.IsValid(to) => "has a 'to' that is no build",
                { Ms: not (>= 0 and <= LongestMs) } => $"has an 'ms' that is not from 0 to {LongestMs}",
                _ => null,
            };
            if (wrong is not null)
            {
                return (ProblemCodes.RequestMalformed, $"recoveries[{i}] {wrong}.");
            }
        }

        return null;
    }
}
