using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Tags;
using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>
/// What is in memory and what is on its way there, which change together: what is set or removed takes the place of a fill in progress, and that is then not kept. Reading takes no lock. Safe from any thread.
/// </summary>
internal sealed class Shelf(CacheOptions options, TagTable tags, CacheMetrics metrics)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Flight> _flights = new(StringComparer.Ordinal);
    private readonly Sieve _sieve = new();

    public int Count => _entries.Count;

    /// <summary>The bytes of all entries.</summary>
    public long Size
    {
        get
        {
            lock (_gate)
            {
                return _sieve.Size;
            }
        }
    }

    public bool TryFind(string key, [MaybeNullWhen(false)] out Entry entry) => _entries.TryGetValue(key, out entry);

    public bool TryFind(ReadOnlySpan<char> key, [MaybeNullWhen(false)] out Entry entry) => _entries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out entry);

    /// <summary>
    /// Joins a fill in progress, or begins one. Nobody joins one whose value was read before something that had changed when they came, nor one that waits for themselves; a new fill takes its place.
    /// </summary>
    /// <param name="call">Who asks.</param>
    /// <param name="seen">The entry that was found and does not do. When there is another one by now, that is put here, and there is no flight.</param>
    /// <param name="isFirst">Whether it was begun: the caller must run it.</param>
    public Flight<T>? JoinOrBegin<T>(FlightCall call, ref Entry? seen, out bool isFirst)
    {
        lock (_gate)
        {
            isFirst = false;
            if (call.ReadsMemory && _entries.GetValueOrDefault(call.Key) is { } entry && entry != seen)
            {
                seen = entry;
                return null;
            }

            if (call.MayJoin && _flights.GetValueOrDefault(call.Key) is Flight<T> running && running.Flags == call.Flags && !Fill.IsWithin(running.Fill) && running.Fill.Serves(call.Arrived))
            {
                running.Waiters++;
                return running;
            }

            return Begin<T>(call.Key, call.Flags, out isFirst);
        }
    }

    /// <summary>Begins a fill that nobody waits for; null when one is in progress.</summary>
    public Flight<T>? BeginInBackground<T>(string key, HybridCacheEntryFlags flags)
    {
        lock (_gate)
        {
            return _flights.ContainsKey(key) ? null : Begin<T>(key, flags, out _);
        }
    }

    /// <summary>Somebody waits no more. The last to go ends the fill.</summary>
    public void Leave(Flight flight)
    {
        bool isLast;
        lock (_gate)
        {
            isLast = --flight.Waiters == 0;
            if (isLast)
            {
                Land(flight);
            }
        }

        if (isLast && !flight.IsDone)
        {
            flight.Cancel();
        }
    }

    /// <summary>Ends a fill, and keeps its value unless that is null or another took its place.</summary>
    public bool Publish(Flight flight, Entry? entry)
    {
        lock (_gate)
        {
            if (!Land(flight))
            {
                return false;
            }

            if (entry is not null)
            {
                Replace(entry);
            }

            return true;
        }
    }

    /// <summary>Puts a value there, in place of whatever is in progress.</summary>
    public void Put(Entry entry)
    {
        lock (_gate)
        {
            _flights.Remove(entry.Key);
            Replace(entry);
        }
    }

    /// <summary>Takes what is there and what is in progress away.</summary>
    public void Remove(string key)
    {
        lock (_gate)
        {
            _flights.Remove(key);
            Take(key);
        }
    }

    /// <summary>Ends all fills.</summary>
    public void Close()
    {
        Flight[] running;
        lock (_gate)
        {
            running = [.. _flights.Values];
            _flights.Clear();
        }

        foreach (var flight in running)
        {
            flight.Cancel();
        }
    }

    private Flight<T> Begin<T>(string key, HybridCacheEntryFlags flags, out bool isFirst)
    {
        isFirst = true;
        var flight = new Flight<T>(key, new Fill(tags), flags) { Waiters = 1 };
        _flights[key] = flight;
        return flight;
    }

    private bool Land(Flight flight) => _flights.GetValueOrDefault(flight.Key) == flight && _flights.Remove(flight.Key);

    private void Replace(Entry entry)
    {
        Take(entry.Key);
        if (entry.Size > options.MaximumSize)
        {
            return;
        }

        while ((_sieve.Size + entry.Size > options.MaximumSize || _sieve.Count >= options.MaximumEntries) && _sieve.Candidate() is { } candidate)
        {
            Take(candidate.Key);
            metrics.Evictions.Add(1);
        }

        _entries[entry.Key] = entry;
        _sieve.Add(entry);
    }

    private void Take(string key)
    {
        if (_entries.TryRemove(key, out var entry))
        {
            _sieve.Remove(entry);
        }
    }
}
