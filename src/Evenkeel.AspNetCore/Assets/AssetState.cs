namespace Evenkeel.AspNetCore.Assets;

/// <summary>Whether the files of a build can be had.</summary>
internal enum AssetState
{
    Unknown,
    Available,
    Retired,
}
