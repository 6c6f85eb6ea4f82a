using Evenkeel.AspNetCore.Assets;

namespace Evenkeel.AspNetCore.Tests.Assets;

/// <summary>A store whose disk can be unplugged.</summary>
internal sealed class BrokenStore(IAssetStore inner) : IAssetStore
{
    public bool IsBroken { get; set; }

    private IAssetStore Inner => IsBroken ? throw new IOException("The disk is unplugged.") : inner;

    public Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken) => Inner.OpenAsync(hash, cancellationToken);

    public Task PublishAsync(AssetManifest manifest, Func<string, Stream> open, CancellationToken cancellationToken) => Inner.PublishAsync(manifest, open, cancellationToken);

    public Task<IReadOnlyList<StoredBuild>> ListAsync(CancellationToken cancellationToken) => Inner.ListAsync(cancellationToken);

    public Task RetireAsync(IReadOnlyCollection<StoredBuild> builds, CancellationToken cancellationToken) => Inner.RetireAsync(builds, cancellationToken);
}
