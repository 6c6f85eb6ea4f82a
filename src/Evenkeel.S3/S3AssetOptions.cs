namespace Evenkeel.S3;

/// <summary>Where in a bucket the files of builds are kept.</summary>
public sealed class S3AssetOptions
{
    /// <summary>The bucket, which exists. It needs the rights to list, get, put and delete objects below <see cref="Prefix"/>.</summary>
    /// <value>Required.</value>
    public string Bucket { get; set; } = "";

    /// <summary>What the keys of all objects begin with.</summary>
    /// <value>Default <c>evenkeel/</c>. It ends with a slash, or is empty.</value>
    public string Prefix { get; set; } = "evenkeel/";

    /// <summary>A folder of this machine, in which what was once read is kept. Instances may share it; it may be emptied at any time.</summary>
    /// <value>Default <c>evenkeel-assets</c> in the folder for temporary files.</value>
    public string CacheFolder { get; set; } = Path.Combine(Path.GetTempPath(), "evenkeel-assets");
}
