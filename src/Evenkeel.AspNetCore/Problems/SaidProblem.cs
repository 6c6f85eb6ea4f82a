namespace Evenkeel.AspNetCore.Problems;

/// <summary>A feature of the request: the last problem that it was answered with.</summary>
internal sealed record SaidProblem(string Code);
