using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>Manifests of a folder, each read once for as long as its file stays as it is. Files appear by a rename, so that a size and a time name a content.</summary>
internal sealed class ManifestCache(ILogger log)
{
    private readonly ConcurrentDictionary<string, (DateTime Made, long Length, AssetManifest? Manifest)> _read = new(StringComparer.Ordinal);

    public IEnumerable<StoredBuild> Read(string folder)
    {
        foreach (var file in FolderLayout.Files(folder, "*.json"))
        {
            if (Manifest(file) is { } manifest)
            {
                yield return new StoredBuild { Manifest = manifest, At = new DateTimeOffset(file.LastWriteTimeUtc), IsRetired = false };
            }
        }
    }

    private AssetManifest? Manifest(FileInfo file)
    {
        try
        {
            var now = (Made: file.LastWriteTimeUtc, file.Length);
            if (_read.TryGetValue(file.FullName, out var known) && (known.Made, known.Length) == now)
            {
                return known.Manifest;
            }

            var manifest = Parse(file);
            _read[file.FullName] = (now.Made, now.Length, manifest);
            return manifest;
        }
        catch (FileNotFoundException)
        {
            // Retired by another instance since the folder was listed.
            return null;
        }
    }

    private AssetManifest? Parse(FileInfo file)
    {
        try
        {
            var manifest = AssetManifest.Read(File.ReadAllBytes(file.FullName));
            return manifest.Build + file.Extension == file.Name ? manifest : throw new FormatException($"It is the manifest of build {manifest.Build}.");
        }
        catch (FormatException error)
        {
            log.ManifestUnreadable(error, file.FullName);
            return null;
        }
    }
}
