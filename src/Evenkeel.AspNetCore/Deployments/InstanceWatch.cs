using Evenkeel.AspNetCore.Registry;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>
/// Tells which instances are there by whether their counters move while this process looks: no two clocks are compared. Who is seen for the first time is taken to be there for one lease. Not
/// thread-safe.
/// </summary>
internal sealed class InstanceWatch(TimeProvider clock, TimeSpan lease)
{
    /// <summary>After so many leases a row is removed: the process ended without doing so.</summary>
    private const int Forgotten = 100;

    private readonly Dictionary<Guid, (long Beats, long Since)> _seen = [];
    private readonly long _start = clock.GetTimestamp();

    public bool HasWatchedForLease => clock.GetElapsedTime(_start) >= lease;

    public void Look(IReadOnlyList<RegisteredInstance> instances)
    {
        foreach (var instance in instances)
        {
            if (!_seen.TryGetValue(instance.Id, out var known) || known.Beats != instance.Beats)
            {
                _seen[instance.Id] = (instance.Beats, clock.GetTimestamp());
            }
        }

        foreach (var gone in _seen.Keys.Except(instances.Select(each => each.Id)).ToList())
        {
            _seen.Remove(gone);
        }
    }

    public bool IsThere(RegisteredInstance instance) => SilentFor(instance) < lease;

    public bool IsForgotten(RegisteredInstance instance) => SilentFor(instance) >= Forgotten * lease;

    private TimeSpan SilentFor(RegisteredInstance instance) => _seen.TryGetValue(instance.Id, out var known) ? clock.GetElapsedTime(known.Since) : TimeSpan.Zero;
}
