namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>A tag that changed, and the node's sequence then.</summary>
internal sealed record RecordedChange(string Tag, long Sequence);
