using System.Collections.Frozen;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>The files of this release: its web root, and the manifest in it.</summary>
internal sealed class ReleaseAssets(IWebHostEnvironment environment, ILogger<ReleaseAssets> log)
{
    public const string ManifestName = "evenkeel.json";

    private readonly Lazy<AssetManifest?> _manifest = new(() => Load(environment.WebRootFileProvider, log));
    private FrozenSet<string>? _inAnyCase;

    /// <summary>What the Vite plugin wrote, or null where the front end was built without it.</summary>
    /// <exception cref="InvalidOperationException">The file is no manifest.</exception>
    public AssetManifest? Manifest => _manifest.Value;

    private FrozenSet<string> InAnyCase => _inAnyCase ??= (Manifest?.Files.Keys ?? []).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A file of the web root, or null. Some disks find a file under a name in another case; the page's names are as the manifest has them.</summary>
    public IFileInfo? Find(string path) => path.Length > 0 && (Manifest?.Files.ContainsKey(path) == true || !InAnyCase.Contains(path))
        && environment.WebRootFileProvider.GetFileInfo(path) is { Exists: true, IsDirectory: false } file ? file : null;

    public Stream Open(string path) => Find(path)?.CreateReadStream()
        ?? throw new InvalidOperationException($"The file {path} of build {Manifest?.Build} is not in the web root: the release is incomplete. Build and deploy it anew.");

    private static AssetManifest? Load(IFileProvider root, ILogger log)
    {
        if (root.GetFileInfo(ManifestName) is not { Exists: true } file)
        {
            log.NoManifest();
            return null;
        }

        using var stream = file.CreateReadStream();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        try
        {
            return AssetManifest.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }
        catch (FormatException error)
        {
            throw new InvalidOperationException($"{ManifestName} in the web root cannot be read: {error.Message}", error);
        }
    }
}
