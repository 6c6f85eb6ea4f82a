using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Coherence.Distributed;

/// <summary>An entry that holds, with its tags on this node and the sequence as of which it does.</summary>
internal sealed record AcceptedEntry(StoredEntry Entry, IReadOnlyList<Tag> Tags, long AsOf);
