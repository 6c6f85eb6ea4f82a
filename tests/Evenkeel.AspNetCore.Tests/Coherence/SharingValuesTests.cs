using System.Buffers;
using System.ComponentModel;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>Who gets the same object, and who one of their own.</summary>
public sealed class SharingValuesTests
{
    [Fact]
    public async Task What_can_be_changed_is_everybodys_own()
    {
        await using var node = new CacheNode();
        var first = await ListAsync();
        first.Add(9);
        var second = await ListAsync();
        second.Add(8);
        Assert.Equal([1], await ListAsync());

        ValueTask<List<int>> ListAsync() => node.Cache.GetOrCreateAsync("list", static _ => ValueTask.FromResult<List<int>>([1]));
    }

    [Fact]
    public async Task What_is_sealed_and_marked_immutable_is_shared_and_what_is_only_marked_is_not()
    {
        await using var node = new CacheNode();
        Assert.Same(await GetAsync<Sealed>("sealed"), await GetAsync<Sealed>("sealed"));
        Assert.NotSame(await GetAsync<Open>("open"), await GetAsync<Open>("open"));

        ValueTask<T> GetAsync<T>(string key)
            where T : new() => node.Cache.GetOrCreateAsync(key, static _ => ValueTask.FromResult(new T()));
    }

    [Fact]
    public async Task Values_bytes_tuples_and_records_come_back_as_they_were()
    {
        await using var node = new CacheNode();
        Assert.Equal(5, await TwiceAsync<int?>("nullable", 5));
        Assert.Equal(new Point(1, 2), await TwiceAsync("struct", new Point(1, 2)));
        Assert.Equal([1, 2], await TwiceAsync<byte[]>("bytes", [1, 2]));
        Assert.Equal(("a", 1), await TwiceAsync("tuple", ("a", 1)));
        Assert.Equal(new Named("a"), await TwiceAsync("record", new Named("a")));

        async Task<T> TwiceAsync<T>(string key, T value)
        {
            await node.Cache.GetOrCreateAsync(key, value, static (value, _) => ValueTask.FromResult(value));
            return await node.Cache.GetOrCreateAsync<T>(key, static _ => throw new InvalidOperationException("It was not kept."));
        }
    }

    [Fact]
    public async Task A_serializer_of_the_application_is_used()
    {
        await using var node = new CacheNode(services: services => services.AddSingleton<IHybridCacheSerializer<Named>, Shouting>());
        await node.Cache.GetOrCreateAsync("key", static _ => ValueTask.FromResult(new Named("a")));
        Assert.Equal("A", (await node.Cache.GetOrCreateAsync("key", static _ => ValueTask.FromResult(new Named("b")))).Name);
    }

    [Fact]
    public async Task Of_several_factories_the_one_that_was_added_last_and_knows_the_type_is_used()
    {
        await using var node = new CacheNode(services: services => services
            .AddSingleton<IHybridCacheSerializerFactory>(new ShoutingFactory(knows: true))
            .AddSingleton<IHybridCacheSerializerFactory>(new ShoutingFactory(knows: false)));
        await node.Cache.GetOrCreateAsync("key", static _ => ValueTask.FromResult(new Named("a")));
        Assert.Equal("A", (await node.Cache.GetOrCreateAsync("key", static _ => ValueTask.FromResult(new Named("b")))).Name);
    }

    [Fact]
    public async Task A_value_that_is_too_large_is_given_out_and_not_kept()
    {
        await using var node = new CacheNode(options => options.MaximumPayloadBytes = 100);
        Assert.Equal(60, (await node.ReadAsync("text", new string('a', 60))).Length);
        Assert.Equal(101, (await node.Cache.GetOrCreateAsync("bytes", static _ => ValueTask.FromResult(new byte[101]))).Length);
        await node.Cache.SetAsync("set", new byte[101]);
        Assert.Equal(0, node.Keel.Count);
        Assert.Single(node.Log.Lines, line => line.Id == 2103);
    }

    private readonly record struct Point(int X, int Y);

    private sealed record Named(string Name);

    [ImmutableObject(true)]
    private sealed class Sealed;

    [ImmutableObject(true)]
    private class Open;

    private sealed class Derived : Open;

    private sealed class Shouting : IHybridCacheSerializer<Named>
    {
        public Named Deserialize(ReadOnlySequence<byte> source) => new(Encoding.UTF8.GetString(source));

        public void Serialize(Named value, IBufferWriter<byte> target) => target.Write(Encoding.UTF8.GetBytes(value.Name.ToUpperInvariant()));
    }

    private sealed class ShoutingFactory(bool knows) : IHybridCacheSerializerFactory
    {
        public bool TryCreateSerializer<T>([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IHybridCacheSerializer<T>? serializer)
        {
            serializer = knows ? new Shouting() as IHybridCacheSerializer<T> : null;
            return serializer is not null;
        }
    }
}
