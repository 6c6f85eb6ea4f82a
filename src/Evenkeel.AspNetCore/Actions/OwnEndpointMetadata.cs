namespace Evenkeel.AspNetCore.Actions;

/// <summary>An endpoint of Evenkeel, which is in no contract of the application.</summary>
internal sealed record OwnEndpointMetadata;
