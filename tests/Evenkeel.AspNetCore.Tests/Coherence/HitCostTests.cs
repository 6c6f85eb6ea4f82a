using System.Diagnostics.Metrics;

namespace Evenkeel.AspNetCore.Tests.Coherence;

public sealed class HitCostTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hit_allocates_nothing_counted_or_not(bool isCounted)
    {
        await using var node = new CacheNode();
        long hits = 0;
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => Enable(instrument, listener, isCounted) };

        // Caches of other tests count at the same time, on threads of their own.
        var own = 0;
        listener.SetMeasurementEventCallback<long>((_, measured, _, _) => hits += Environment.CurrentManagedThreadId == own ? measured : 0);
        listener.Start();
        await ReadAsync();
        for (var warm = 0; warm < 200; warm++)
        {
            await ReadAsync();
        }

        (own, hits) = (Environment.CurrentManagedThreadId, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var hit = 0; hit < 1_000; hit++)
        {
            var value = ReadAsync();
            Assert.True(value.IsCompletedSuccessfully);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(isCounted ? 1_000 : 0, hits);

        ValueTask<string> ReadAsync() => node.Cache.GetOrCreateAsync("key", 5, static (number, _) => ValueTask.FromResult($"{number}"));

        static void Enable(Instrument instrument, MeterListener listener, bool isCounted)
        {
            if (isCounted && instrument.Name == "evenkeel.cache.hits")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        }
    }
}
