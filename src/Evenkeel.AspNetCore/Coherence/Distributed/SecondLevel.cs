using System.Buffers;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Tags;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence.Distributed;

/// <summary>
/// The distributed cache behind the memory. Whatever it does (throws, hangs, gives out what nobody stored) is a miss. An entry counts only if this node knows that nothing it was read from has changed since.
/// Safe from any thread.
/// </summary>
internal sealed class SecondLevel(IDistributedCache store, CacheOptions options, TagTable tags, ICoherence coherence, TimeProvider time, ILogger<SecondLevel> log)
{
    private const int HeaderAllowance = 64 << 10;

    private int _isDown;
    private int _hasRefused;

    private int Limit => (int)Math.Min((long)options.MaximumPayloadBytes + HeaderAllowance, Array.MaxLength);

    /// <summary>The tag of a key. Changing it makes every node refuse what lies there, even what a slow writer puts there later.</summary>
    public static string TagOf(string key) => $"key\n{key}";

    /// <summary>The entry of a key that still holds; null: none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="type">The full name of the type that is wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<AcceptedEntry?> ReadAsync(string key, string type, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await LimitedAsync(limit => GetAsync(key, limit), cancellationToken);
            return bytes is { } found ? Accept(key, type, found) : null;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(error);
            return null;
        }
    }

    public async ValueTask WriteAsync(StoredEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = StoredFormat.Write(entry);
            var kept = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = entry.ExpiresAt - time.GetUtcNow() };
            await LimitedAsync(
                async limit =>
                {
                    if (store is IBufferDistributedCache buffers)
                    {
                        await buffers.SetAsync(StoreKey.Of(entry.Key), new ReadOnlySequence<byte>(bytes), kept, limit);
                    }
                    else
                    {
                        await store.SetAsync(StoreKey.Of(entry.Key), bytes.ToArray(), kept, limit);
                    }

                    return true;
                },
                cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(error);
        }
    }

    public async ValueTask RemoveAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await LimitedAsync(
                async limit =>
                {
                    await store.RemoveAsync(StoreKey.Of(key), limit);
                    return true;
                },
                cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(error);
        }
    }

    /// <summary>Reports, once, an entry that looked right and was not.</summary>
    public void Refused(string reason, Exception? error = null)
    {
        if (Interlocked.Exchange(ref _hasRefused, 1) == 0)
        {
            log.EntryRefused(reason, error);
        }
    }

    private async Task<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        if (store is not IBufferDistributedCache buffers)
        {
            return await store.GetAsync(StoreKey.Of(key), cancellationToken) is { } bytes ? bytes : default(ReadOnlyMemory<byte>?);
        }

        var buffer = new BoundedBuffer(Limit);
        try
        {
            return await buffers.TryGetAsync(StoreKey.Of(key), buffer, cancellationToken) ? buffer.Written : default(ReadOnlyMemory<byte>?);
        }
        catch (InvalidDataException error)
        {
            Refused("too large", error);
            return null;
        }
    }

    private AcceptedEntry? Accept(string key, string type, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > Limit)
        {
            Refused("too large");
            return null;
        }

        if (StoredFormat.Read(bytes) is not { } entry)
        {
            Refused("not an entry");
            return null;
        }

        if (entry.Key != key || entry.Type != type)
        {
            Refused("of another key or type");
            return null;
        }

        // The node's sequence comes first: what changes from now on shows in it.
        var asOf = tags.Now;
        if (entry.Incarnation != coherence.Incarnation || entry.Position < coherence.HistoryFrom || entry.ExpiresAt <= time.GetUtcNow())
        {
            return null;
        }

        Tag[] read = [.. entry.Tags.Select(tags.Of)];
        return tags.All.Position <= entry.Position && read.All(tag => tag.Position <= entry.Position) ? new AcceptedEntry(entry, read, asOf) : null;
    }

    // A store may ignore its token, so the wait is limited as well.
    private async Task<T> LimitedAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = call(limit.Token);
        try
        {
            var result = await running.WaitAsync(options.DistributedTimeout, time, cancellationToken);
            Volatile.Write(ref _isDown, 0);
            return result;
        }
        catch
        {
            await limit.CancelAsync();
            _ = running.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    private void Failed(Exception error)
    {
        if (Interlocked.Exchange(ref _isDown, 1) == 0)
        {
            log.DistributedFailed(error);
        }
    }
}
