using System.Collections.Concurrent;
using System.Diagnostics;
using Evenkeel.AspNetCore.Telemetry;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>
/// The traces in which this instance has decided on deliveries, until it makes them. In memory: one that another instance makes, or this one after a restart, begins a trace of its own. Thread-safe.
/// </summary>
internal sealed class DeliveryTraces
{
    /// <summary>What was rolled back is never asked for: past this all are forgotten.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<Guid, ActivityContext> _origins = new();
    private int _count;

    /// <summary>Remembers the present activity.</summary>
    public void Note(Guid delivery)
    {
        if (!KeelActivities.Source.HasListeners() || Activity.Current is not { IdFormat: ActivityIdFormat.W3C } activity)
        {
            return;
        }

        if (Interlocked.Increment(ref _count) > Most)
        {
            _origins.Clear();
            Volatile.Write(ref _count, 1);
        }

        _origins[delivery] = activity.Context;
    }

    /// <summary>Where it was decided on. Kept for its other attempts.</summary>
    public ActivityContext? Find(Guid delivery) => _origins.TryGetValue(delivery, out var origin) ? origin : null;

    /// <summary>It is not attempted again.</summary>
    public void Forget(Guid delivery)
    {
        if (_origins.TryRemove(delivery, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
