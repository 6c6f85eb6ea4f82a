namespace Evenkeel.AspNetCore.Assets;

/// <summary>Where the files of builds are kept, how long, and what is answered to navigations.</summary>
public sealed class AssetOptions
{
    /// <summary>
    /// The folder in which the files of all builds are kept: outside of the release, on a disk that all instances share, and writable by them. It is made when it is not there.
    /// </summary>
    /// <value>Default <see langword="null"/>: then an <see cref="IAssetStore"/> must be registered, or the host does not start.</value>
    public string? Folder { get; set; }

    /// <summary>How many builds are kept whatever their age, the newest first. A build counts by when an instance of it last ran.</summary>
    /// <value>Default 10. Range 1 to 1,000.</value>
    public int Builds { get; set; } = 10;

    /// <summary>How long a build is kept after an instance of it last ran, whatever their number.</summary>
    /// <value>Default 30 days. Range 1 hour to 10 years.</value>
    public TimeSpan Age { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The page that answers navigations for which there is no endpoint, as a path in the web root; empty where the application has no such page.</summary>
    /// <value>Default <c>index.html</c>. At most 512 characters, without <c>..</c>.</value>
    public string Shell { get; set; } = "index.html";

    /// <summary>Paths below which no navigation is answered with the page; <c>/_evenkeel</c> is always one.</summary>
    /// <value>Default <c>/api</c>. Each begins with a slash.</value>
    public IList<string> NeverShell { get; } = ["/api"];

    /// <summary>
    /// Whether <c>/evenkeel-worker.js</c> is the worker of the release. When it is not, a worker that removes its caches and itself is answered there, and browsers that have one are rid of it at
    /// their next check.
    /// </summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool ServiceWorker { get; set; } = true;
}
