namespace Evenkeel.AspNetCore.Auditing;

/// <summary>A collection never has more members than this. Endpoint metadata.</summary>
internal sealed record BoundedMetadata(int Most);
