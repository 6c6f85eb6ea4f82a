using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Registry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>Refuses keys that end with their process where there is more than one process: each request would be signed out by the next instance.</summary>
internal sealed class LoneInstance(KeyKeeper keeper, IBuildRegistry registry, ServerBuild own, IHostEnvironment environment, IOptions<DeploymentOptions> options)
{
    // An instance that is there shows it within one heartbeat; the second is for one that is busy.
    private const int Heartbeats = 2;
    private const int LooksInHeartbeat = 2;

    // Another instance's rows may be those of a crash: it is there if its counter moves, by real time.
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <exception cref="InvalidOperationException">There are others.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        if (!keeper.IsEphemeral || !environment.IsProduction())
        {
            return;
        }

        var before = await LookAsync(cancel);
        if (before.Count == 0)
        {
            return;
        }

        using var looks = new PeriodicTimer(options.Value.HeartbeatEvery / LooksInHeartbeat, Clock);
        for (var left = Heartbeats * LooksInHeartbeat; left > 0 && await looks.WaitForNextTickAsync(cancel); left--)
        {
            if ((await LookAsync(cancel)).Any(each => before.GetValueOrDefault(each.Key, -1) != each.Value))
            {
                await registry.RemoveAsync([own.Instance], cancel);
                throw new InvalidOperationException(
                    "The application protects cookies with keys that end with the process (UseEphemeralDataProtectionProvider), and other instances of it run: users would be signed out by every request that another instance answers. Remove it, so that AddSessions() keeps the keys in the database.");
            }
        }
    }

    private async Task<Dictionary<Guid, long>> LookAsync(CancellationToken cancel) =>
        (await registry.BeatAsync(own.Instance, own.Name, serves: false, cancel)).Instances.Where(each => each.Id != own.Instance).ToDictionary(each => each.Id, each => each.Beats);
}
