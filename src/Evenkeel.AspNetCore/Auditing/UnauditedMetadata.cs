namespace Evenkeel.AspNetCore.Auditing;

/// <summary>The route needs no policy of ours, for a reason. Endpoint metadata.</summary>
internal sealed record UnauditedMetadata(string Reason);
