namespace Evenkeel.AspNetCore.Assets;

/// <summary>What is known of builds by their files.</summary>
internal interface IAssetStates
{
    /// <summary>The build of the page in this release, or null where the release has none that says so.</summary>
    string? ReleaseBuild { get; }

    /// <summary>Whether the files of a build can be had. Looks into the store again when the build is new to this instance; a store that cannot be reached knows nothing.</summary>
    ValueTask<AssetState> FindAsync(string build, CancellationToken cancellationToken);
}
