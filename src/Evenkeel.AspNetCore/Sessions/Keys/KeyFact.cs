using Evenkeel.AspNetCore.Stability.Health;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>Without the keys of the other instances this one would not know their users. It has the name of the framework's health check, which says the same.</summary>
internal sealed class KeyFact(KeyKeeper keeper) : IHealthFact
{
    public string Name => KeyHealth.Name;

    public ValueTask<HealthFinding> CheckAsync(CancellationToken cancel) => ValueTask.FromResult(
        keeper is { IsReady: true, IsLoaded: true } ? HealthFinding.Good
        : keeper.Reason is { } reason ? HealthFinding.Failed($"Not ready: {reason}")
        : HealthFinding.Pending("The keys of sessions have not been read yet."));
}
