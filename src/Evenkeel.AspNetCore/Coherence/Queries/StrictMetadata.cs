namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>The query looks at the feed before it answers from memory. Endpoint metadata.</summary>
internal sealed record StrictMetadata;
