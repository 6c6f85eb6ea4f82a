using Evenkeel.Protocol.Deployments;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Assets;

/// <summary>
/// What this instance knows of the store. It looks again whenever it is asked for something that it does not know, so that what another instance publishes is there at once; those who ask at the
/// same time share the look.
/// </summary>
internal sealed class AssetCatalog(StoreChoice choice, ReleaseAssets release, ILogger<AssetCatalog> log) : IAssetStates, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private long _asked;
    private long _answered;

    public AssetIndex Index { get; private set; } = AssetIndex.Empty;

    public string? ReleaseBuild => release.Manifest?.Build;

    public async ValueTask<AssetState> FindAsync(string build, CancellationToken cancellationToken)
    {
        if (Index.StateOf(build) is not AssetState.Unknown and var known)
        {
            return known;
        }

        try
        {
            return BuildName.IsValid(build) ? (await RefreshAsync(cancellationToken)).StateOf(build) : AssetState.Unknown;
        }
        catch (IOException error)
        {
            log.StoreUnreachable(error, build);
            return AssetState.Unknown;
        }
    }

    /// <summary>The store as it is after this call was made.</summary>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    public async Task<AssetIndex> RefreshAsync(CancellationToken cancellationToken)
    {
        var mine = Interlocked.Increment(ref _asked);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_answered < mine)
            {
                var asked = Interlocked.Read(ref _asked);
                var builds = await choice.Store.ListAsync(cancellationToken);
                Index = Index.IsOf(builds) ? Index : new AssetIndex(builds);
                _answered = asked;
            }

            return Index;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
