namespace Evenkeel.AspNetCore.Stability.Deadlines;

/// <summary>What an endpoint says itself of its deadline; null: it has none.</summary>
internal sealed record DeadlineMetadata(TimeSpan? Limit);
