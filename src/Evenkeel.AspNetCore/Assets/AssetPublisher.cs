using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>Publishes this release, and retires builds that are both too old and too many.</summary>
internal sealed class AssetPublisher(
    StoreChoice choice, ReleaseAssets release, AssetCatalog catalog, IOptions<AssetOptions> options, TimeProvider clock, ILogger<AssetPublisher> log)
{
    public async Task PublishAsync(CancellationToken cancel)
    {
        if (release.Manifest is not { } manifest)
        {
            return;
        }

        RefuseOtherBytes(manifest, await choice.Store.ListAsync(cancel));
        await choice.Store.PublishAsync(manifest, release.Open, cancel);
        await catalog.RefreshAsync(cancel);
        log.Published(manifest.Build, manifest.Files.Count);
    }

    public async Task RetireAsync(CancellationToken cancel)
    {
        var limit = clock.GetUtcNow() - options.Value.Age;
        var kept = (await choice.Store.ListAsync(cancel)).Where(each => !each.IsRetired).OrderByDescending(each => each.At);
        var past = kept.Skip(options.Value.Builds).Where(each => each.At < limit && each.Manifest.Build != release.Manifest?.Build).ToList();
        await choice.Store.RetireAsync(past, cancel);
        await catalog.RefreshAsync(cancel);
        foreach (var each in past)
        {
            log.Retired(each.Manifest.Build, each.At);
        }
    }

    // Browsers were told to keep a name for ever: with other bytes under it, a page would get one build or the other. Retired builds count too.
    private static void RefuseOtherBytes(AssetManifest manifest, IReadOnlyList<StoredBuild> builds)
    {
        foreach (var other in builds.Select(each => each.Manifest))
        {
            var shared = manifest.Hashed.FirstOrDefault(file => other.Files.TryGetValue(file.Key, out var hash) && hash != file.Value && !other.Shell.Contains(file.Key));
            if (shared.Key is not null)
            {
                var whose = other.Build == manifest.Build ? $"Build {manifest.Build} was published before and had" : $"Builds {manifest.Build} and {other.Build} both have";
                throw new InvalidOperationException($"{whose} a file {shared.Key}, with different content. The names of hashed files must change with their content: put a hash into them.");
            }
        }
    }
}
