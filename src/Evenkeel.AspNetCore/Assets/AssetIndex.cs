namespace Evenkeel.AspNetCore.Assets;

/// <summary>The files of all builds of a store at one moment. Immutable.</summary>
internal sealed class AssetIndex
{
    private readonly IReadOnlyList<StoredBuild> _builds;
    private readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal);
    private readonly HashSet<string> _retired = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AssetState> _states = new(StringComparer.Ordinal);

    public AssetIndex(IReadOnlyList<StoredBuild> builds)
    {
        _builds = builds;
        foreach (var build in builds.OrderBy(each => each.At))
        {
            _states[build.Manifest.Build] = build.IsRetired ? AssetState.Retired : AssetState.Available;
            foreach (var (path, hash) in build.Manifest.Hashed)
            {
                if (build.IsRetired)
                {
                    _retired.Add(path);
                }
                else
                {
                    _kept[path] = hash;
                }
            }
        }
    }

    public static AssetIndex Empty { get; } = new([]);

    /// <summary>The hash of a file that some kept build has.</summary>
    public string? Hash(string path) => _kept.GetValueOrDefault(path);

    /// <summary>Whether only retired builds had a file.</summary>
    public bool IsRetired(string path) => _retired.Contains(path) && !_kept.ContainsKey(path);

    public AssetState StateOf(string build) => _states.GetValueOrDefault(build);

    /// <summary>Whether it was made of these builds, so that there is no need to make it anew.</summary>
    public bool IsOf(IReadOnlyList<StoredBuild> builds) => _builds.Count == builds.Count
        && _builds.Zip(builds).All(pair => ReferenceEquals(pair.First.Manifest, pair.Second.Manifest) && pair.First.IsRetired == pair.Second.IsRetired);
}
