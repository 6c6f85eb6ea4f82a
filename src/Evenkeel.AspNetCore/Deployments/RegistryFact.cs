using Evenkeel.AspNetCore.Stability.Health;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>Without heartbeats the other instances take this one for gone, and its build for one that may be replaced.</summary>
internal sealed class RegistryFact(DeploymentKeeper keeper, IOptions<DeploymentOptions> options) : IHealthFact
{
    public string Name => "evenkeel-registry";

    public ValueTask<HealthFinding> CheckAsync(CancellationToken cancel) => ValueTask.FromResult(keeper.SinceBeat is not { } passed
        ? HealthFinding.Pending("There has been no heartbeat yet.")
        : passed < options.Value.Lease ? HealthFinding.Good : HealthFinding.Failed("The last heartbeat is older than its lease."));
}
