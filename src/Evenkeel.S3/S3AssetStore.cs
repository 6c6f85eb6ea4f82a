using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using Evenkeel.AspNetCore.Assets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.S3;

/// <summary>
/// A store in an S3-compatible bucket: <c>content/&lt;hash&gt;</c>, <c>builds/&lt;build&gt;.json</c> and <c>retired/&lt;build&gt;.json</c>. Objects appear whole, content first and the manifest last. It takes no
/// locks: content that somebody put a moment ago is not removed. When things were put is told by the bucket's clock, which may differ from the instances' by minutes.
/// </summary>
public sealed class S3AssetStore : IAssetStore
{
    private const string Contents = "content/";
    private const string Builds = "builds/";
    private const string Retired = "retired/";
    private const int Parallel = 8;

    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    private readonly S3Objects _objects;
    private readonly ContentCache _cache;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, (string Tag, AssetManifest? Manifest)> _manifests = new(StringComparer.Ordinal);

    /// <param name="s3">The client.</param>
    /// <param name="options">Where in which bucket.</param>
    /// <param name="clock">Tells what is old.</param>
    /// <param name="log">Is told of objects that cannot be read.</param>
    public S3AssetStore(IAmazonS3 s3, IOptions<S3AssetOptions> options, TimeProvider clock, ILogger<S3AssetStore> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        _objects = new S3Objects(s3, options.Value.Bucket, options.Value.Prefix);
        _cache = new ContentCache(options.Value.CacheFolder);
        (_clock, _log) = (clock, log);
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken) =>
        _cache.Open(hash) ?? (await _cache.TryAddAsync(hash, file => _objects.TryReadAsync(Contents + hash, file, cancellationToken), cancellationToken) ? _cache.Open(hash) : null);

    /// <inheritdoc/>
    public async Task PublishAsync(AssetManifest manifest, Func<string, Stream> open, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(open);
        await PublishContentAsync(manifest, open, cancellationToken);
        using (var text = new MemoryStream(manifest.ToUtf8()))
        {
            await _objects.PutAsync($"{Builds}{manifest.Build}.json", text, "application/json", cancellationToken);
        }

        await _objects.DeleteAsync($"{Retired}{manifest.Build}.json", cancellationToken);

        // Another instance may have been removing what this build shares with a retired one, and was told of this build only now.
        await PublishContentAsync(manifest, open, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredBuild>> ListAsync(CancellationToken cancellationToken)
    {
        var kept = await ReadAsync(Builds, isRetired: false, cancellationToken);
        var names = kept.Select(each => each.Manifest.Build).ToHashSet(StringComparer.Ordinal);
        return [.. kept, .. (await ReadAsync(Retired, isRetired: true, cancellationToken)).Where(each => !names.Contains(each.Manifest.Build))];
    }

    /// <inheritdoc/>
    public async Task RetireAsync(IReadOnlyCollection<StoredBuild> builds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(builds);
        var present = (await ReadAsync(Builds, isRetired: false, cancellationToken)).ToDictionary(each => each.Manifest.Build, each => each.At, StringComparer.Ordinal);
        foreach (var each in builds.Where(each => present.TryGetValue(each.Manifest.Build, out var at) && at == each.At))
        {
            // The names first: between the two steps a build is kept, never unknown.
            using var text = new MemoryStream(each.Manifest.ToUtf8());
            await _objects.PutAsync($"{Retired}{each.Manifest.Build}.json", text, "application/json", cancellationToken);
            await _objects.DeleteAsync($"{Builds}{each.Manifest.Build}.json", cancellationToken);
        }

        await SweepAsync(cancellationToken);
    }

    private async Task PublishContentAsync(AssetManifest manifest, Func<string, Stream> open, CancellationToken cancel)
    {
        var there = (await _objects.ListAsync(Contents, cancel)).Select(each => _objects.NameOf(each)[Contents.Length..]).ToHashSet(StringComparer.Ordinal);
        var missing = manifest.Hashed.Where(file => !there.Contains(file.Value)).DistinctBy(file => file.Value);
        await System.Threading.Tasks.Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel }, async (file, stop) =>
        {
            if (!await TakeAsync(manifest.Build, file.Key, file.Value, open, stop))
            {
                return;
            }

            await using var content = _cache.Open(file.Value)!;
            await _objects.PutAsync(Contents + file.Value, content, "application/octet-stream", stop);
        });
    }

    // A file is put as it was verified, not as it may be a moment later.
    private async Task<bool> TakeAsync(string build, string path, string hash, Func<string, Stream> open, CancellationToken cancel)
    {
        try
        {
            return await _cache.TryAddAsync(
                hash,
                async file =>
                {
                    await using var source = open(path);
                    await source.CopyToAsync(file, cancel);
                    return true;
                },
                cancel);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidOperationException($"The file {path} of build {build} is not the one that its evenkeel.json names: the release is mixed or incomplete. Build and deploy it anew.", error);
        }
    }

    private async Task<List<StoredBuild>> ReadAsync(string folder, bool isRetired, CancellationToken cancel)
    {
        List<StoredBuild> builds = [];
        foreach (var each in await _objects.ListAsync(folder, cancel))
        {
            if (await ManifestAsync(each, folder, cancel) is { } manifest)
            {
                builds.Add(new StoredBuild { Manifest = manifest, At = new DateTimeOffset(each.LastModified.ToUniversalTime()), IsRetired = isRetired });
            }
        }

        return builds;
    }

    private async Task<AssetManifest?> ManifestAsync(S3Object found, string folder, CancellationToken cancel)
    {
        if (_manifests.TryGetValue(found.Key, out var known) && known.Tag == found.ETag)
        {
            return known.Manifest;
        }

        using var text = new MemoryStream();
        if (!await _objects.TryReadAsync(_objects.NameOf(found), text, cancel))
        {
            return null;
        }

        AssetManifest? manifest = null;
        try
        {
            var read = AssetManifest.Read(text.GetBuffer().AsSpan(0, (int)text.Length));
            manifest = $"{folder}{read.Build}.json" == _objects.NameOf(found) ? read : throw new FormatException($"It is the manifest of build {read.Build}.");
        }
        catch (FormatException error)
        {
            _log.ManifestUnreadable(error, found.Key);
        }

        _manifests[found.Key] = (found.ETag, manifest);
        return manifest;
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        var now = _clock.GetUtcNow();
        var kept = (await ListAsync(cancel)).Where(each => !each.IsRetired).ToList();
        var needed = kept.SelectMany(each => each.Manifest.Files.Values).ToHashSet(StringComparer.Ordinal);

        // While a manifest cannot be read nobody knows what its build needs.
        var isKnown = kept.Count >= (await _objects.ListAsync(Builds, cancel)).Count;
        var unneeded = !isKnown ? [] : (await _objects.ListAsync(Contents, cancel)).Where(each => !needed.Contains(_objects.NameOf(each)[Contents.Length..]) && now - each.LastModified.ToUniversalTime() > Grace);
        var forgotten = (await _objects.ListAsync(Retired, cancel)).Where(each => now - each.LastModified.ToUniversalTime() > Remembered);
        foreach (var each in unneeded.Concat(forgotten).ToList())
        {
            await _objects.DeleteAsync(_objects.NameOf(each), cancel);
        }
    }
}
