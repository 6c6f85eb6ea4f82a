namespace Evenkeel.AspNetCore.Stability.Shutdown;

/// <summary>How an instance leaves when it is told to: what it waits for, and how long.</summary>
/// <remarks>Both times together should be shorter than the patience of whoever stops the process: Kubernetes kills after 30 seconds, systemd after 90.</remarks>
public sealed class ShutdownOptions
{
    /// <summary>
    /// How long the instance says that it is not ready, and still takes requests, before it stops listening: longer than the load balancer needs to hear of it, which is its probe's period times
    /// the failures that it counts.
    /// </summary>
    /// <value>Default 5 seconds. Range 0 to 5 minutes. 0: it stops listening at once.</value>
    public TimeSpan AnnounceFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether <see cref="AnnounceFor"/> is waited only where <c>/_evenkeel/health/ready</c> was asked within the last minute: where nobody asks, nobody would hear.</summary>
    /// <value>Default <see langword="true"/>. Set it to <see langword="false"/> where a load balancer asks another path.</value>
    public bool OnlyWhenProbed { get; set; } = true;

    /// <summary>How long requests that are under way may take to end, once nothing new is taken. What still runs then is aborted.</summary>
    /// <value>
    /// Default 20 seconds. Range 0 to 10 minutes. The host's <c>HostOptions.ShutdownTimeout</c> becomes the sum of both times; where the application has set that one itself, it stands, and this one says nothing.
    /// </value>
    public TimeSpan FinishWithin { get; set; } = TimeSpan.FromSeconds(20);
}
