namespace Evenkeel.AspNetCore.Coherence.Probing;

/// <summary>What an instance wrote last, and when, by its own clock: that only tells those who are long gone.</summary>
internal sealed record ProbeRow(string Node, long Number, long At);
