namespace Evenkeel.AspNetCore.Coherence.Changes;

/// <summary>What a transaction has changed, stored with it where there is a feed.</summary>
internal sealed record ChangeRecord(ChangeSet Changes);
