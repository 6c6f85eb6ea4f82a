namespace Evenkeel.AspNetCore.Coherence.Tracking;

/// <summary>A type of context whose reads and writes are followed.</summary>
internal sealed record CoveredContext(Type Type);
