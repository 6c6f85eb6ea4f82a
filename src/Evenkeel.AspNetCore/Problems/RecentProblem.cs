namespace Evenkeel.AspNetCore.Problems;

/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="Code">What.</param>
/// <param name="Status">Its status.</param>
/// <param name="Action">Method and route; null: it met none.</param>
/// <param name="Trace">By which it is found in traces and logs.</param>
internal sealed record RecentProblem(long At, string Code, int Status, string? Action, string Trace);
