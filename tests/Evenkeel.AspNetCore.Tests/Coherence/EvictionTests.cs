namespace Evenkeel.AspNetCore.Tests.Coherence;

public sealed class EvictionTests
{
    [Fact]
    public async Task There_are_never_more_values_than_allowed()
    {
        await using var node = new CacheNode(options => options.MaximumEntries = 100);
        for (var key = 0; key < 1_000; key++)
        {
            await node.ReadAsync($"key {key}", "a");
            Assert.InRange(node.Keel.Count, 1, 100);
        }

        Assert.Equal("a", await node.ReadAsync("key 999", "b"));
        Assert.Equal(100, node.Keel.Count);
    }

    [Fact]
    public async Task Values_never_take_more_bytes_than_allowed()
    {
        await using var node = new CacheNode(options => options.MaximumSize = 100_000);
        var random = new Random(3);
        for (var key = 0; key < 1_000; key++)
        {
            await node.ReadAsync($"key {random.Next(200)}", new string('a', random.Next(5_000)));
            Assert.InRange(node.Keel.Size, 1, 100_000);
            if (key % 7 == 0)
            {
                await node.Cache.RemoveAsync($"key {random.Next(200)}");
            }
        }

        await node.ReadAsync("huge", new string('a', 60_000));
        Assert.Equal("b", await node.ReadAsync("huge", "b"));
    }

    [Fact]
    public async Task What_is_used_again_stays_when_a_scan_goes_by()
    {
        await using var node = new CacheNode(options => options.MaximumEntries = 100);
        for (var scanned = 0; scanned < 2_000; scanned++)
        {
            await node.ReadAsync($"used {scanned % 20}", "kept");
            await node.ReadAsync($"scanned {scanned}", "a");
        }

        for (var used = 0; used < 20; used++)
        {
            Assert.Equal("kept", await node.ReadAsync($"used {used}", "lost"));
        }
    }

    [Fact]
    public async Task Concurrent_use_leaves_the_count_and_the_size_right()
    {
        await using var node = new CacheNode(options => options.MaximumEntries = 50);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            for (var turn = 0; turn < 3_000; turn++)
            {
                var key = $"key {random.Next(120)}";
                await (random.Next(4) switch
                {
                    0 => node.Cache.SetAsync(key, "set"),
                    1 => node.Cache.RemoveAsync(key),
                    _ => new ValueTask(node.ReadAsync(key, "read")),
                });
            }
        })));
        Assert.InRange(node.Keel.Count, 1, 50);
        for (var key = 0; key < 120; key++)
        {
            await node.Cache.RemoveAsync($"key {key}");
        }

        Assert.Equal((0, 0), (node.Keel.Count, node.Keel.Size));
    }
}
