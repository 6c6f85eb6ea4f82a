using System.Buffers;
using Microsoft.Extensions.Caching.Distributed;

namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>The same for buffers; the ways by arrays are closed.</summary>
internal sealed class SharedBufferStore : SharedStore, IBufferDistributedCache
{
    public bool TryGet(string key, IBufferWriter<byte> destination) => throw new NotSupportedException();

    public async ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default)
    {
        await Before();
        if (Bytes.TryGetValue(key, out var bytes))
        {
            destination.Write(bytes);
            return true;
        }

        return false;
    }

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public async ValueTask SetAsync(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default) => await SetAsync(key, value.ToArray(), options, token);
}
