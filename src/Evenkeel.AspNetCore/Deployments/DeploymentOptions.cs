namespace Evenkeel.AspNetCore.Deployments;

/// <summary>What this build is called, and how instances learn of each other.</summary>
public sealed class DeploymentOptions
{
    /// <summary>The name of this build: 1 to 64 characters of <c>A–Z a–z 0–9 . _ + -</c>, the same in all its instances and after each restart, and of no other build.</summary>
    /// <value>Default: baked in when it was built, by the MSBuild property <c>EvenkeelBuild</c> or the environment variable <c>APP_VERSION</c> of the build; else told from the application's assembly.</value>
    public string? Build { get; set; }

    /// <summary>The name of the build of the pages that this server serves.</summary>
    /// <value>Default: what <c>evenkeel.json</c> in the web root says; null where there is none: the front end is hosted apart.</value>
    public string? Page { get; set; }

    /// <summary>How often an instance says that it is there, and looks at the others.</summary>
    /// <value>Default 5 seconds. Range 100 milliseconds to 1 minute.</value>
    public TimeSpan HeartbeatEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>An instance that has not said so for this long is taken for gone. An earlier build becomes current again by itself when none of a later deployment is left.</summary>
    /// <value>Default 20 seconds. Range 300 milliseconds to 10 minutes, and at least three heartbeats.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often the database is asked for a new deployment while pages listen for one. It is one read of one value.</summary>
    /// <value>Default 250 milliseconds. Range 50 milliseconds to 10 seconds.</value>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many event streams one instance keeps open. Pages beyond it ask from time to time instead.</summary>
    /// <value>Default 10,000. Range 0 to 1,000,000.</value>
    public int MaxStreams { get; set; } = 10_000;

    /// <summary>How often an event stream shows that it lives, so that proxies keep it open. Pages take one that is silent for three times 15 seconds for dead.</summary>
    /// <value>Default 15 seconds. Range 1 to 30 seconds.</value>
    public TimeSpan KeepAliveEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether pages may report recoveries without a sign-in.</summary>
    /// <value>Default false.</value>
    public bool AcceptAnonymousReports { get; set; }

    /// <summary>How long it is remembered which contracts pages have called under.</summary>
    /// <value>Default 30 days. Range 1 day to 1 year.</value>
    public TimeSpan SeenRetention { get; set; } = TimeSpan.FromDays(30);
}
