using System.Buffers;
using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>A value as its fill made it.</summary>
internal sealed class Filled<T>
{
    public required T Value { get; init; }

    /// <summary>Its bytes; null where they are not needed, or the value is null.</summary>
    public required ReadOnlyMemory<byte>? Payload { get; init; }

    public required IHybridCacheSerializer<T> Serializer { get; init; }

    /// <summary>The feed's position taken after the query.</summary>
    public required long Position { get; init; }

    /// <summary>The one who began the fill gets what the factory made; all others get one of their own, unless it cannot be changed.</summary>
    public T For(bool isFirst) => isFirst || Immutability<T>.Holds || Payload is not { } bytes ? Value : Serializer.Deserialize(new ReadOnlySequence<byte>(bytes));
}
