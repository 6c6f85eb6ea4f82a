namespace Evenkeel.AspNetCore.Assets;

/// <summary>
/// Where the files of builds are kept, outside of any release, shared by all instances. Content is addressed by its SHA-256, so that builds share what they have in common.
/// Implementations are safe from any thread, and from several processes at a time.
/// </summary>
public interface IAssetStore
{
    /// <summary>Opens a content, to be read from its start and at any position.</summary>
    /// <param name="hash">Its SHA-256 as 64 lower-case hexadecimal digits.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The content, which the caller disposes of, or null where it is not kept (any more).</returns>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken);

    /// <summary>
    /// Takes in a build: first each hashed file that is not there yet, verified against its hash, and last the manifest, which is what makes it a build. A crash in between leaves nothing that is
    /// served. Published again, a build gets a new <see cref="StoredBuild.At"/>, and what it has lost; a retired one is kept again.
    /// </summary>
    /// <param name="manifest">The build.</param>
    /// <param name="open">Opens a file of the release by its path in the manifest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">The store cannot be written; the message names it.</exception>
    /// <exception cref="InvalidOperationException">A file of the release is not the one that the manifest names.</exception>
    Task PublishAsync(AssetManifest manifest, Func<string, Stream> open, CancellationToken cancellationToken);

    /// <summary>All builds, kept and retired, in no order. A manifest that did not change since the last call is the same object.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    Task<IReadOnlyList<StoredBuild>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Retires builds, then removes the content that no kept build names. A build that was published again since it was listed stays; so does content that was published in the last hour, for
    /// a build that is not there yet. The names of a retired build are remembered for a year, as long as browsers were told to keep its files.
    /// </summary>
    /// <param name="builds">What to retire, as it was listed; may be empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">The store cannot be written.</exception>
    Task RetireAsync(IReadOnlyCollection<StoredBuild> builds, CancellationToken cancellationToken);
}
