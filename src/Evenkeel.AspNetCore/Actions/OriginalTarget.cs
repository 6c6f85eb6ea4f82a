namespace Evenkeel.AspNetCore.Actions;

/// <summary>A feature of the request: what it named before it was led to the action that has taken that one's place.</summary>
internal sealed record OriginalTarget(string Action, string Target);
