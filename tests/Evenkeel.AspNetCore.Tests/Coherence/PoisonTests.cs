using Evenkeel.AspNetCore.Coherence.Distributed;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>What lies in a distributed cache and should not.</summary>
public sealed class PoisonTests : IAsyncLifetime
{
    private const string Key = "u:acme:ann";
    private readonly SharedBufferStore _store = new();
    private readonly CacheNode _node;

    public PoisonTests() => _node = new CacheNode(store: _store);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task The_entry_that_the_others_are_made_of_is_accepted()
    {
        Place(Good);
        Assert.Equal("stored", await _node.ReadAsync(Key, "computed"));
    }

    [Theory]
    [InlineData("u:acme:bob", "System.String", "first")]
    [InlineData("u:other:ann", "System.String", "first")]
    [InlineData(Key, "System.Int32", "first")]
    [InlineData(Key, "System.String", "second")]
    public async Task Of_another_user_tenant_type_or_history_it_is_a_miss(string key, string type, string incarnation)
    {
        Place(Good with { Key = key, Type = type, Incarnation = incarnation });
        Assert.Equal("computed", await _node.ReadAsync(Key, "computed"));
    }

    [Fact]
    public async Task Truncated_anywhere_it_is_a_miss_told_once()
    {
        var bytes = StoredFormat.Write(Good).ToArray();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(StoredFormat.Read(bytes.AsMemory(0, length)));
            _store.Bytes[StoreKey.Of($"{Key}{length}")] = bytes[..length];
            Assert.Equal("computed", await _node.ReadAsync($"{Key}{length}", "computed"));
        }

        Assert.Equal(LogLevel.Information, Assert.Single(_node.Log.Lines, line => line.Id == 2101).Level);
    }

    [Fact]
    public void With_any_byte_changed_it_is_none()
    {
        var bytes = StoredFormat.Write(Good).ToArray();
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] ^= 0x40;
            Assert.Null(StoredFormat.Read(bytes));
            bytes[index] ^= 0x40;
        }

        Assert.NotNull(StoredFormat.Read(bytes));
    }

    [Fact]
    public void Garbage_with_a_right_sum_is_none_and_never_an_error()
    {
        var random = new Random(4);
        var good = StoredFormat.Write(Good).ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = good[..random.Next(21, good.Length + 1)];
            for (var change = random.Next(1, 4); change > 0 && bytes.Length > 21; change--)
            {
                bytes[random.Next(21, bytes.Length)] = (byte)random.Next(256);
            }

            System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(21))[..16].CopyTo(bytes, 5);
            _ = StoredFormat.Read(bytes);
        }
    }

    [Fact]
    public async Task A_hundred_megabytes_are_a_miss_with_buffers_and_without()
    {
        _store.Bytes[StoreKey.Of(Key)] = new byte[100 << 20];
        Assert.Equal("computed", await _node.ReadAsync(Key, "computed"));
        var arrays = new SharedStore();
        arrays.Bytes[StoreKey.Of(Key)] = _store.Bytes[StoreKey.Of("none")] = new byte[100 << 20];
        await using var node = new CacheNode(store: arrays);
        Assert.Equal("computed", await node.ReadAsync(Key, "computed"));
    }

    [Fact]
    public async Task A_payload_that_its_serializer_cannot_read_is_a_miss()
    {
        Place(Good with { Type = typeof(List<int>).ToString() });
        Assert.Equal([1], await _node.Cache.GetOrCreateAsync(Key, static _ => ValueTask.FromResult<List<int>>([1])));
    }

    [Fact]
    public void Keys_of_the_store_are_plain_short_and_never_meet()
    {
        string[] keys = ["a", "keel:a", "a\n", "a\r", "ä", "\ud800", "\ud801", new('a', 200), new('a', 201), new('a', 10_240), " ", ""];
        var stored = keys.Select(StoreKey.Of).ToList();
        Assert.Equal(keys.Length, stored.Distinct().Count());
        Assert.All(stored, key => Assert.True(key.Length <= 205 && key.All(each => each is > ' ' and <= '~')));
    }

    private StoredEntry Good => new()
    {
        Key = Key,
        Type = "System.String",
        Incarnation = "first",
        Position = 0,
        Seen = 3,
        ExpiresAt = _node.Clock.GetUtcNow() + TimeSpan.FromMinutes(1),
        Tags = ["x", "y"],
        Payload = "stored"u8.ToArray(),
    };

    private void Place(StoredEntry entry) => _store.Bytes[StoreKey.Of(Key)] = StoredFormat.Write(entry).ToArray();
}
