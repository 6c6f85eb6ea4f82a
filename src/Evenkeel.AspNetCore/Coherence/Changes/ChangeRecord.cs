namespace Evenkeel.AspNetCore.Coherence.Changes;

/// <summary>Changes, and the id of their row in the feed; null: it has none, or nobody knows it.</summary>
internal sealed record ChangeRecord(ChangeSet Changes, long? Id);
