namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>What <c>/_evenkeel/health/*</c> looks at, how long it waits, and who is told more than the status.</summary>
public sealed class HealthOptions
{
    /// <summary>How long one look at all parts answers every probe, however many ask: no part is asked more often.</summary>
    /// <value>Default 1 second. Range 100 milliseconds to 1 minute.</value>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long one part may take to answer before it counts as failed, whether it heeds its cancellation or not. It is not asked again before it has ended. All parts are asked at once, so that a probe is answered after about this long at most.
    /// </summary>
    /// <value>Default 2 seconds. Range 50 milliseconds to 30 seconds. The probe's own time limit should be longer.</value>
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the instance may have heard nothing of other instances' changes before it is unready. It serves nothing from its cache from <c>FeedOptions.Lease</c> on: what it answers is right, and costs the database more.
    /// </summary>
    /// <value>Default 30 seconds. Range 1 second to 1 hour.</value>
    public TimeSpan FeedLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The authorization policy of those who are also told which part fails, and build and instance. The others get the status alone.</summary>
    /// <value>Default <see langword="null"/>: nobody is.</value>
    public string? DetailsPolicy { get; set; }

    /// <summary>Whether <c>/api/health</c> answers as <c>/_evenkeel/health/ready</c> does. An endpoint of the application's own at that path comes first.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool AlsoAtApi { get; set; }
}
