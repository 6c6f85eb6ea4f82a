using System.Buffers;
using System.Runtime.CompilerServices;
using Evenkeel.AspNetCore.Coherence.Distributed;
using Evenkeel.AspNetCore.Coherence.Tags;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>Makes entries of values, and values of stored entries.</summary>
internal sealed class EntryMaker(CacheOptions options, CacheSerializers serializers, CoarseClock clock, ILogger<KeelCache> log)
{
    private const int Overhead = 256;
    private const int UnknownObject = 512;

    private int _hasRefused;

    public Filled<T> Fill<T>(T value, long position, bool isStored)
    {
        var serializer = serializers.For<T>();
        return new Filled<T> { Value = value, Serializer = serializer, Position = position, Payload = value is not null && (isStored || !Immutability<T>.Holds) ? Serialize(serializer, value) : default(ReadOnlyMemory<byte>?) };
    }

    /// <exception cref="Exception">What the serializer throws at bytes that are not its own.</exception>
    public Filled<T> Read<T>(StoredEntry stored)
    {
        var serializer = serializers.For<T>();
        return new Filled<T> { Value = serializer.Deserialize(new ReadOnlySequence<byte>(stored.Payload)), Serializer = serializer, Position = stored.Seen, Payload = stored.Payload };
    }

    /// <summary>Whether the value is not too large to be kept.</summary>
    public bool Fits<T>(Filled<T> filled)
    {
        var bytes = SizeOf(filled);
        if (bytes <= options.MaximumPayloadBytes)
        {
            return true;
        }

        if (Interlocked.Exchange(ref _hasRefused, 1) == 0)
        {
            log.TooLarge(bytes, options.MaximumPayloadBytes);
        }

        return false;
    }

    public Entry Entry<T>(string key, Filled<T> filled, Tag[] tags, long asOf, EntryPolicy policy, TimeSpan most)
    {
        var times = policy.Times(clock.Now, options.EagerRefresh, most);
        var size = Overhead + (2L * key.Length) + SizeOf(filled);
        return Immutability<T>.Holds
            ? new SharedEntry<T>(filled.Value) { Key = key, Tags = tags, AsOf = asOf, Times = times, Position = filled.Position, Size = size }
            : new PayloadEntry<T>(filled.Payload, filled.Serializer) { Key = key, Tags = tags, AsOf = asOf, Times = times, Position = filled.Position, Size = size };
    }

    private static ReadOnlyMemory<byte> Serialize<T>(IHybridCacheSerializer<T> serializer, T value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        serializer.Serialize(value, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static long SizeOf<T>(Filled<T> filled) => filled.Value switch
    {
        string text when Immutability<T>.Holds => 2L * text.Length,
        IMeasured value => value.Bytes,
        _ when filled.Payload is { } payload => payload.Length,
        _ => RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? UnknownObject : Unsafe.SizeOf<T>(),
    };
}
