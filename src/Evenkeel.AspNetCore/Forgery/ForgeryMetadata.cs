namespace Evenkeel.AspNetCore.Forgery;

/// <summary>Whether requests from pages of other origins are refused. The last one of an endpoint stands; commands without one refuse.</summary>
/// <param name="Refuses">False: the application has said that they may come.</param>
internal sealed record ForgeryMetadata(bool Refuses);

/// <summary>The guard stands around this endpoint already.</summary>
internal sealed record GuardedMetadata;
