using Evenkeel.AspNetCore.Coherence.Distributed;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>Runs fills: looks into the distributed cache, computes, and keeps the value if nothing that it was read from has changed meanwhile.</summary>
internal sealed class CacheFiller(Shelf shelf, EntryMaker maker, TagTable tags, ICoherence coherence, TimeProvider time, CacheMetrics metrics, SecondLevel? second)
{
    /// <summary>Runs it to its end. Its outcome, errors too, goes to those who wait for the flight.</summary>
    public async Task RunAsync<TState, T>(Flight<T> flight, FillCall<TState, T> call)
    {
        Fill.Current = flight.Fill;
        try
        {
            foreach (var tag in call.Tags)
            {
                flight.Fill.DependOn(tag, flight.Fill.Started);
            }

            if (second is not null && call.Policy.ReadsDistributed && await ReadAsync(flight, call.Policy))
            {
                return;
            }

            await ComputeAsync(flight, call);
        }
        catch (Exception error)
        {
            shelf.Publish(flight, null);
            flight.Fail(error);
        }
    }

    /// <summary>The value that lies in the distributed cache and holds; null: none.</summary>
    public async ValueTask<(AcceptedEntry Entry, Filled<T> Filled)?> FindAsync<T>(string key, CancellationToken cancellationToken)
    {
        if (second is null || await second.ReadAsync(key, TypeName<T>(), cancellationToken) is not { } found)
        {
            return null;
        }

        try
        {
            return (found, maker.Read<T>(found.Entry));
        }
        catch (Exception error)
        {
            second.Refused("its value cannot be read", error);
            return null;
        }
    }

    /// <summary>Puts a value into the distributed cache; the caller knows that it held at this position.</summary>
    public ValueTask StoreAsync<T>(string key, Filled<T> filled, Tag[] read, long applied, EntryPolicy policy)
    {
        if (second is null || !policy.WritesDistributed || filled.Payload is not { } payload)
        {
            return ValueTask.CompletedTask;
        }

        // Not the flight's token: that ends when nobody waits, and the callers have their value by now.
        return second.WriteAsync(
            new StoredEntry
            {
                Key = key,
                Type = TypeName<T>(),
                Incarnation = coherence.Incarnation,
                Position = applied,
                Seen = filled.Position,
                ExpiresAt = time.GetUtcNow() + policy.Expiration,
                Tags = [.. read.Select(tag => tag.Name)],
                Payload = payload,
            },
            CancellationToken.None);
    }

    /// <summary>Where the value stands in the feed. Null: the feed cannot be asked; the value is as good as without a cache, and goes to those who wait.</summary>
    private async Task<long?> PositionAsync(CancellationToken cancel)
    {
        try
        {
            return await coherence.PositionAfterAsync(cancel);
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            // The follower of the feed tells of it.
            return null;
        }
    }

    private static string TypeName<T>() => typeof(T).ToString();

    private async Task<bool> ReadAsync<T>(Flight<T> flight, EntryPolicy policy)
    {
        if (await FindAsync<T>(flight.Key, flight.Cancelled) is not var (found, filled))
        {
            return false;
        }

        foreach (var tag in found.Tags)
        {
            flight.Fill.DependOn(tag, found.AsOf);
        }

        var asOf = tags.Now;
        var holds = coherence is { IsFresh: true, IsBypassed: false } && policy.WritesMemory && flight.Fill.IsCurrent() && maker.Fits(filled);
        shelf.Publish(flight, holds ? maker.Entry(flight.Key, filled, flight.Fill.Tags, asOf, policy, found.Entry.ExpiresAt - time.GetUtcNow()) : null);
        flight.Complete(filled);
        return true;
    }

    private async Task ComputeAsync<TState, T>(Flight<T> flight, FillCall<TState, T> call)
    {
        metrics.Fills.Add(1);
        var (fill, policy) = (flight.Fill, call.Policy);
        var value = await call.Factory(call.State, flight.Cancelled);
        var position = await PositionAsync(flight.Cancelled);
        var filled = maker.Fill(value, position ?? 0, isStored: second is not null && policy.WritesDistributed);

        // In this order: what had been applied at this position, and changed at this sequence, shows in the tags that are looked at next.
        var applied = coherence.Applied;
        var asOf = tags.Now;
        var holds = fill.MayBeKept && fill.IsCurrent();
        if (!holds)
        {
            metrics.Detached.Add(1);
        }

        holds = holds && position is not null && coherence is { IsFresh: true, IsBypassed: false } && maker.Fits(filled);
        var read = fill.Tags;
        var entry = holds && policy.WritesMemory ? maker.Entry(flight.Key, filled, read, asOf, policy, policy.LocalExpiration) : null;
        var isPlaced = shelf.Publish(flight, entry);
        flight.Complete(filled);
        if (holds && isPlaced)
        {
            await StoreAsync(flight.Key, filled, read, applied, policy);
        }
    }
}
