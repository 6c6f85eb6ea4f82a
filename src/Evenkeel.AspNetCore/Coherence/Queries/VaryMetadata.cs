namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>Request headers that the answer depends on. Endpoint metadata; those of an endpoint add up.</summary>
internal sealed record VaryMetadata(string[] Headers);
