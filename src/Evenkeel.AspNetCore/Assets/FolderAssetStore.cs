using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>
/// A store in a folder, on a local disk or one that instances share over the network. It takes no locks: files appear whole or not at all, and content that somebody published a moment ago is
/// not removed. Clocks of instances may differ by minutes.
/// </summary>
/// <param name="folder">Where the files are kept; made when it is not there.</param>
/// <param name="clock">Tells when builds were published.</param>
/// <param name="log">Is told of files that cannot be read.</param>
public sealed class FolderAssetStore(string folder, TimeProvider clock, ILogger<FolderAssetStore> log) : IAssetStore
{
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    private readonly FolderLayout _layout = new(folder);
    private readonly ManifestCache _manifests = new(log);

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(_layout.Content(hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 81920, FileOptions.Asynchronous));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc/>
    public async Task PublishAsync(AssetManifest manifest, Func<string, Stream> open, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(open);
        try
        {
            await PublishContentAsync(manifest, open, cancellationToken);
            await CommitAsync(manifest, cancellationToken);

            // Another instance may have been removing what this build shares with a retired one, and was told of this build only now.
            await PublishContentAsync(manifest, open, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Build {manifest.Build} could not be published to {_layout.Root}: {error.Message} What is not whole is not served; the same call finishes it.", error);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredBuild>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var kept = _manifests.Read(_layout.Builds).ToList();
            var names = kept.Select(each => each.Manifest.Build).ToHashSet(StringComparer.Ordinal);
            var retired = _manifests.Read(_layout.Retired).Where(each => !names.Contains(each.Manifest.Build)).Select(each => each with { IsRetired = true });
            return Task.FromResult<IReadOnlyList<StoredBuild>>([.. kept, .. retired]);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException($"The store of assets in {_layout.Root} cannot be read: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public async Task RetireAsync(IReadOnlyCollection<StoredBuild> builds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(builds);
        try
        {
            foreach (var each in builds)
            {
                Bury(each);
            }

            await SweepAsync(cancellationToken);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException($"The store of assets in {_layout.Root} cannot be written: {error.Message}", error);
        }
    }

    private async Task PublishContentAsync(AssetManifest manifest, Func<string, Stream> open, CancellationToken cancel)
    {
        foreach (var (path, hash) in manifest.Hashed)
        {
            cancel.ThrowIfCancellationRequested();
            var content = _layout.Content(hash);
            if (!File.Exists(content))
            {
                await StagedFile.WriteAsync(_layout, content, clock, file => VerifiedCopy.RunAsync(manifest.Build, path, hash, open, file, cancel));
            }
            else if (clock.GetUtcNow() - File.GetLastWriteTimeUtc(content) > Grace / 2)
            {
                Touch(content);
            }
        }
    }

    private async Task CommitAsync(AssetManifest manifest, CancellationToken cancel)
    {
        var target = _layout.Build(manifest.Build);
        var text = manifest.ToUtf8();
        if (File.Exists(target) && (await File.ReadAllBytesAsync(target, cancel)).AsSpan().SequenceEqual(text))
        {
            Touch(target);
        }
        else
        {
            await StagedFile.WriteAsync(_layout, target, clock, file => file.WriteAsync(text, cancel).AsTask());
        }

        if (Directory.Exists(_layout.Retired))
        {
            File.Delete(_layout.Tombstone(manifest.Build));
        }
    }

    private void Bury(StoredBuild build)
    {
        var (from, to) = (_layout.Build(build.Manifest.Build), _layout.Tombstone(build.Manifest.Build));
        if (File.Exists(from) && File.GetLastWriteTimeUtc(from) == build.At.UtcDateTime)
        {
            Directory.CreateDirectory(_layout.Retired);
            try
            {
                File.Move(from, to, overwrite: true);
                Touch(to);
            }
            catch (FileNotFoundException)
            {
                // Another instance was faster.
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var kept = (await ListAsync(cancel)).Where(each => !each.IsRetired).ToList();
        var needed = kept.SelectMany(each => each.Manifest.Files.Values).ToHashSet(StringComparer.Ordinal);

        // While a manifest cannot be read nobody knows what its build needs.
        var isKnown = kept.Count >= FolderLayout.Files(_layout.Builds, "*.json").Count();
        var unneeded = !isKnown ? [] : FolderLayout.Files(_layout.Contents, deep: true).Where(file => !needed.Contains(file.Name) && now - file.LastWriteTimeUtc > Grace);
        var abandoned = FolderLayout.Files(_layout.Staging).Where(file => now - file.LastWriteTimeUtc > Grace);
        var forgotten = FolderLayout.Files(_layout.Retired).Where(file => now - file.LastWriteTimeUtc > Remembered);
        foreach (var file in unneeded.Concat(abandoned).Concat(forgotten).ToList())
        {
            cancel.ThrowIfCancellationRequested();
            file.Delete();
        }
    }

    // Where the folder can only be read, a build that is there can still be run.
    private void Touch(string file)
    {
        try
        {
            // Never backwards: another instance, or a turn of this one that was held up, may have said so later.
            var now = clock.GetUtcNow().UtcDateTime;
            if (File.GetLastWriteTimeUtc(file) < now)
            {
                File.SetLastWriteTimeUtc(file, now);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            log.NotTouched(error, file);
        }
    }
}
