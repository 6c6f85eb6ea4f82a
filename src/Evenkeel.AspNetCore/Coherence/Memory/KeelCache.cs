using System.Diagnostics.CodeAnalysis;
using Evenkeel.AspNetCore.Coherence.Distributed;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Tags;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>
/// The framework's <see cref="HybridCache"/>, which never serves, after an invalidation, a value that was read before it. Safe from any thread.
/// </summary>
internal sealed class KeelCache : HybridCache, IDisposable
{
    private const int MostJoins = 3;

    private readonly CacheOptions _options;
    private readonly TagTable _tags;
    private readonly ICoherence _coherence;
    private readonly CoarseClock _clock;
    private readonly Shelf _shelf;
    private readonly EntryMaker _maker;
    private readonly CacheFiller _filler;
    private readonly SecondLevel? _second;
    private readonly CacheMetrics _metrics;
    private readonly ILogger _log;
    private readonly CallNames _names;

    public KeelCache(CacheOptions options, TagTable tags, ICoherence coherence, CacheSerializers serializers, CacheMetrics metrics, TimeProvider time, SecondLevel? second, ILogger<KeelCache> log)
    {
        (_options, _tags, _coherence, _metrics, _second, _log) = (options, tags, coherence, metrics, second, log);
        _clock = new CoarseClock(time);
        _names = new CallNames(options, tags, hasSecond: second is not null, log);
        _shelf = new Shelf(options, tags, metrics);
        _maker = new EntryMaker(options, serializers, _clock, log);
        _filler = new CacheFiller(_shelf, _maker, tags, coherence, time, metrics, second);
    }

    /// <summary>How many values are in memory, those included that do not hold any more and have not been looked at since.</summary>
    public int Count => _shelf.Count;

    /// <summary>The bytes of all values in memory.</summary>
    public long Size => _shelf.Size;

    public void Dispose() => _shelf.Close();

    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        string key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var arrived = _tags.Now;
        if (!_shelf.TryFind(key, out var entry))
        {
            return MissAsync(key, null, arrived, state, factory, options, tags, cancellationToken);
        }

        // A value that all may share is the common case, and the whole of it is here.
        return entry is SharedEntry<T> shared && (options is null || Reads(options)) && Holds(entry, arrived) && IsOpen
            ? Shared(shared, arrived, state, factory, options, tags)
            : FoundAsync(key, entry, arrived, state, factory, options, tags, cancellationToken);
    }

    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        ReadOnlySpan<char> key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default) =>
        GetOrCreateAsync(_shelf.TryFind(key, out var entry) ? entry.Key : key.ToString(), state, factory, options, tags, cancellationToken);

    public override async ValueTask SetAsync<T>(string key, T value, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var policy = EntryPolicy.Of(options, _options);
        var read = _names.TagsOf(key, tags);
        if (!_names.IsKey(key))
        {
            return;
        }

        if (!IsOpen)
        {
            await RemoveAsync(key, cancellationToken);
            return;
        }

        await AnnounceAsync(key, cancellationToken);
        var position = await _coherence.PositionAfterAsync(cancellationToken);
        var applied = _coherence.Applied;
        var asOf = _tags.Now;
        var filled = _maker.Fill(value, position, isStored: _second is not null && policy.WritesDistributed);
        if (!_maker.Fits(filled))
        {
            await RemoveAsync(key, cancellationToken);
            return;
        }

        if (policy.WritesMemory)
        {
            _shelf.Put(_maker.Entry(key, filled, read, asOf, policy, policy.LocalExpiration));
        }
        else
        {
            _shelf.Remove(key);
        }

        await _filler.StoreAsync(key, filled, read, applied, policy);
    }

    public override async ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        _shelf.Remove(key);
        if (_second is not null && _names.IsKey(key))
        {
            await AnnounceAsync(key, cancellationToken);
            await _second.RemoveAsync(key, cancellationToken);
        }
    }

    public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        return _coherence.InvalidateAsync([tag], cancellationToken);
    }

    public override ValueTask RemoveByTagAsync(IEnumerable<string> tags, CancellationToken cancellationToken = default) =>
        tags?.ToArray() is { Length: > 0 } names ? _coherence.InvalidateAsync(names, cancellationToken) : ValueTask.CompletedTask;

    // Whether this caller may use the cache now.
    private bool IsOpen => _coherence.IsFresh && !_coherence.IsBypassed && ReadPosition.Current is not { BypassesCache: true };

    private static bool Reads(HybridCacheEntryOptions options) => options.Flags is not { } flags || (flags & HybridCacheEntryFlags.DisableLocalCacheRead) == 0;

    private bool Holds(Entry entry, long now) => entry.HoldsAt(now, _tags.All) && _clock.Now < entry.ExpiresAt;

    private ValueTask<T> Shared<TState, T>(SharedEntry<T> entry, long now, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, HybridCacheEntryOptions? options, IEnumerable<string>? tags)
    {
        Hit(entry, now);
        if (_options.EagerRefresh > 0)
        {
            RefreshWhenDue(entry, state, factory, options, tags);
        }

        return new ValueTask<T>(entry.Value);
    }

    private void Hit(Entry entry, long now)
    {
        if (!entry.IsVisited)
        {
            entry.IsVisited = true;
        }

        _metrics.Hits.Add(1);
        ReadPosition.Current?.Saw(entry.Position);
        if (Fill.Current is { } outer)
        {
            outer.DependOn(_tags.All, now);
            foreach (var tag in entry.Tags)
            {
                outer.DependOn(tag, now);
            }
        }
    }

    private ValueTask<T> FoundAsync<TState, T>(
        string key,
        Entry entry,
        long arrived,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options,
        IEnumerable<string>? tags,
        CancellationToken cancellationToken)
    {
        if ((options is null || Reads(options)) && IsOpen && TryServe<T>(entry, out var value))
        {
            RefreshWhenDue(entry, state, factory, options, tags);
            return new ValueTask<T>(value);
        }

        return MissAsync(key, entry, arrived, state, factory, options, tags, cancellationToken);
    }

    private bool TryServe<T>(Entry entry, [MaybeNullWhen(false)] out T value)
    {
        var now = _tags.Now;
        (var served, value) = entry switch
        {
            SharedEntry<T> shared when Holds(entry, now) => (true, shared.Value),
            PayloadEntry<T> payload when Holds(entry, now) => (true, payload.Read()),
            _ => (false, default),
        };
        if (served)
        {
            Hit(entry, now);
        }

        return served;
    }

    private ValueTask<T> MissAsync<TState, T>(
        string key,
        Entry? seen,
        long arrived,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options,
        IEnumerable<string>? tags,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(factory);
        var call = new FillCall<TState, T> { State = state, Factory = factory, Policy = EntryPolicy.Of(options, _options), Tags = _names.TagsOf(key, tags) };
        if (!_names.IsKey(key) || !IsOpen)
        {
            _metrics.Bypasses.Add(1);
            NoteInOuter(call.Tags, arrived);
            return call.Policy.Computes ? factory(state, cancellationToken) : new ValueTask<T>(default(T)!);
        }

        _metrics.Misses.Add(1);
        return call.Policy.Computes ? FillAsync(key, seen, arrived, call, cancellationToken) : FindAsync<T>(key, cancellationToken);
    }

    private async ValueTask<T> FindAsync<T>(string key, CancellationToken cancellationToken)
    {
        if (await _filler.FindAsync<T>(key, cancellationToken) is not var (found, filled))
        {
            return default!;
        }

        NoteInOuter(found.Tags, found.AsOf);
        ReadPosition.Current?.Saw(filled.Position);
        return filled.Value;
    }

    private async ValueTask<T> FillAsync<TState, T>(string key, Entry? seen, long arrived, FillCall<TState, T> call, CancellationToken cancellationToken)
    {
        for (var joins = 0; ; joins++)
        {
            var flying = new FlightCall { Key = key, Flags = call.Policy.Flags, Arrived = arrived, ReadsMemory = call.Policy.ReadsMemory, MayJoin = joins < MostJoins };
            var flight = _shelf.JoinOrBegin<T>(flying, ref seen, out var isFirst);
            if (flight is null)
            {
                if (TryServe<T>(seen!, out var value))
                {
                    return value;
                }

                continue;
            }

            if (isFirst)
            {
                _ = _filler.RunAsync(flight, call);
            }

            var filled = await WaitAsync(flight, cancellationToken);
            if (isFirst || flight.Fill.Serves(arrived))
            {
                Fill.Current?.DependOn(flight.Fill);
                ReadPosition.Current?.Saw(filled.Position);
                return filled.For(isFirst);
            }

            // It was joined in time, and then read through something that had begun too early.
            arrived = _tags.Now;
        }
    }

    private async Task<Filled<T>> WaitAsync<T>(Flight<T> flight, CancellationToken cancellationToken)
    {
        try
        {
            return await flight.Done.WaitAsync(cancellationToken);
        }
        finally
        {
            _shelf.Leave(flight);
        }
    }

    private void RefreshWhenDue<TState, T>(Entry entry, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, HybridCacheEntryOptions? options, IEnumerable<string>? tags)
    {
        var now = _clock.Now;
        if (!entry.IsRefreshDue(now) || !entry.TakeRefresh(now))
        {
            return;
        }

        var policy = EntryPolicy.Of(options, _options);
        if (policy.Computes && _shelf.BeginInBackground<T>(entry.Key, policy.Flags) is { } flight)
        {
            // What lies in the distributed cache is as old as what is to be replaced.
            var call = new FillCall<TState, T> { State = state, Factory = factory, Policy = policy with { Flags = policy.Flags | HybridCacheEntryFlags.DisableDistributedCacheRead }, Tags = _names.TagsOf(entry.Key, tags) };
            _ = _filler.RunAsync(flight, call);
            flight.OnFailure(_log.RefreshFailed);
        }
    }

    private void NoteInOuter(IEnumerable<Tag> tags, long sequence)
    {
        if (Fill.Current is { } outer)
        {
            foreach (var tag in tags)
            {
                outer.DependOn(tag, sequence);
            }
        }
    }

    private ValueTask AnnounceAsync(string key, CancellationToken cancellationToken) =>
        _second is null ? ValueTask.CompletedTask : _coherence.InvalidateAsync([SecondLevel.TagOf(key)], cancellationToken);
}
