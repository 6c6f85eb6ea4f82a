namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>Of the tables whose rows have these tags, the query reads only rows with them. Endpoint metadata; those of an endpoint add up.</summary>
internal sealed record ReadsMetadata(string[] Tags);
