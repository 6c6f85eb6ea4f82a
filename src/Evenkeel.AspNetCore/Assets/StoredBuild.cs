namespace Evenkeel.AspNetCore.Assets;

/// <summary>A build as a store knows it.</summary>
public sealed record StoredBuild
{
    /// <summary>Its files.</summary>
    public required AssetManifest Manifest { get; init; }

    /// <summary>When an instance last published it; of a retired build, when it was retired.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether its files are no longer kept, and only their names are known.</summary>
    public required bool IsRetired { get; init; }
}
