using System.Buffers;
using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>A value that callers could change: each gets one of its own.</summary>
internal sealed class PayloadEntry<T>(ReadOnlyMemory<byte>? payload, IHybridCacheSerializer<T> serializer) : Entry
{
    public T Read() => payload is { } bytes ? serializer.Deserialize(new ReadOnlySequence<byte>(bytes)) : default!;
}
