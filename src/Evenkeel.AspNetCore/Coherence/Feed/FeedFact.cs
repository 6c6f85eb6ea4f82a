using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Stability.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>An instance that does not hear of changes is right and slow: for a while that is better than one less, and no longer.</summary>
internal sealed class FeedFact(IServiceProvider services, IOptions<HealthOptions> options) : IHealthFact
{
    // Without a context of the application's there is no feed.
    private readonly ChangeFeed? _feed = services.GetService<ApplicationStore>() is null ? null : services.GetRequiredService<ChangeFeed>();

    public string Name => "evenkeel-feed";

    public ValueTask<HealthFinding> CheckAsync(CancellationToken cancel) => ValueTask.FromResult(_feed is null
        ? HealthFinding.Good
        : _feed.Silence is not { } silence ? HealthFinding.Pending("The feed of changes has not been read yet.")
        : silence < options.Value.FeedLimit ? HealthFinding.Good : HealthFinding.Failed("The feed of changes has not been read for too long."));
}
