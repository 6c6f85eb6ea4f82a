using System.Collections.Frozen;
using Evenkeel.AspNetCore.Registry;
using Evenkeel.Protocol.Deployments;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>What this process knows of all deployments, for its headers, its answers and those who wait for a change. Thread-safe.</summary>
internal sealed class DeploymentState
{
    private readonly string _build;
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = New();
    private volatile DeploymentSnapshot _now;

    public DeploymentState(ServerBuild own)
    {
        _build = own.Name;
        _now = Snapshot(current: null, new RegistryState([], [], []), [], []);
    }

    public DeploymentSnapshot Now => _now;

    /// <summary>Completes when another deployment becomes current. Take it before looking at <see cref="Now"/>.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    /// <param name="state">What the registry holds.</param>
    /// <param name="live">Builds of which an instance is there.</param>
    /// <param name="serving">Those of which pages reach one.</param>
    public void Learn(RegistryState state, IEnumerable<string> live, IEnumerable<string> serving)
    {
        var current = state.Newest is { } newest ? new CurrentDeployment { Build = newest.Name, Epoch = newest.Epoch, Page = newest.Page } : null;
        TaskCompletionSource? changed = null;
        lock (_lock)
        {
            if (current?.Epoch < _now.Current?.Epoch)
            {
                // Read before another who has seen more.
                return;
            }

            var differs = current != _now.Current;
            _now = Snapshot(current, state, live, serving);
            if (differs)
            {
                (changed, _changed) = (_changed, New());
            }
        }

        changed?.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DeploymentSnapshot Snapshot(CurrentDeployment? current, RegistryState state, IEnumerable<string> live, IEnumerable<string> serving)
    {
        var reached = serving.ToHashSet(StringComparer.Ordinal);
        return new DeploymentSnapshot
        {
            Current = current,
            Header = new DeploymentHeader { Build = _build, Current = current ?? new CurrentDeployment { Build = _build, Epoch = 0 } }.ToString(),
            LiveBuilds = live.ToFrozenSet(StringComparer.Ordinal),
            IsRolling = state.Builds.Any(each => each.Page is not null && each.Page != current?.Page && reached.Contains(each.Name)),
            KnownBuilds = state.Builds.Select(each => each.Name).ToFrozenSet(StringComparer.Ordinal),
        };
    }
}
