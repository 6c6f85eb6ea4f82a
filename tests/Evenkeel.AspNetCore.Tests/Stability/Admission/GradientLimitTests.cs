using Evenkeel.AspNetCore.Stability.Admission;
using Evenkeel.Testing.Time;

namespace Evenkeel.AspNetCore.Tests.Stability.Admission;

/// <summary>What limit is found on a server whose latencies are known.</summary>
public sealed class GradientLimitTests
{
    private static readonly object Fast = new();
    private static readonly object Slow = new();

    private readonly ManualClock _clock = new();
    private readonly AdmissionOptions _options = new() { InitialLimit = 50, MinLimit = 4, MaxLimit = 1_000 };
    private GradientLimit? _limit;

    private GradientLimit Limit => _limit ??= new GradientLimit(_options, _clock);

    [Fact]
    public void On_a_server_that_works_on_eight_at_once_it_settles_a_little_above_that()
    {
        // It is idle first: so is every server when it starts.
        Work(seconds: 5, load: 4, capacity: 8);
        Work(seconds: 30, load: 500, capacity: 8);
        Assert.InRange(Limit.Now, 12, 24);
    }

    [Fact]
    public void It_rises_as_far_as_allowed_where_requests_only_wait_for_something_else()
    {
        Work(seconds: 60, load: 2_000, capacity: 1_000_000);
        Assert.Equal(1_000, Limit.Now);
    }

    [Fact]
    public void It_stays_where_nobody_uses_it_up()
    {
        Work(seconds: 60, load: 10, capacity: 1_000);
        Assert.Equal(50, Limit.Now);
    }

    [Fact]
    public void A_database_that_became_slower_for_good_does_not_hold_it_down()
    {
        Work(seconds: 5, load: 4, capacity: 100);
        Work(seconds: 60, load: 100, capacity: 100);
        var before = Limit.Now;
        Work(seconds: 1, load: 100, capacity: 100, slower: 20);
        Assert.True(Limit.Now < before, $"{Limit.Now} of {before}");
        Work(seconds: 60, load: 100, capacity: 100, slower: 20);
        Assert.True(Limit.Now >= 80, $"{Limit.Now}");
    }

    [Fact]
    public void A_change_of_what_is_asked_for_is_not_taken_for_load()
    {
        Mix(seconds: 30, slowShare: 0.1);
        var before = Limit.Now;
        Mix(seconds: 30, slowShare: 0.9);
        Assert.True(Limit.Now >= before, $"{Limit.Now} of {before}");
    }

    [Fact]
    public void After_an_overload_it_goes_back_to_where_it_began()
    {
        Work(seconds: 5, load: 4, capacity: 8);
        Work(seconds: 30, load: 500, capacity: 8);
        Assert.InRange(Limit.Now, 4, 24);
        Work(seconds: 5, load: 4, capacity: 8);
        Assert.InRange(Limit.Now, 50, 60);
    }

    [Fact]
    public void It_never_leaves_its_bounds()
    {
        var random = new Random(7);
        for (var each = 0; each < 50_000; each++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(random.Next(1, 40)));
            Limit.Learn(random.Next(2) == 0 ? Fast : Slow, TimeSpan.FromMilliseconds(Math.Pow(10, random.NextDouble() * 6) - 1), random.Next(1, 2_000));
            Assert.InRange(Limit.Now, 4, 1_000);
        }
    }

    // By Little's law: so many in flight on a server that works on `capacity` at once take so much longer.
    private void Work(int seconds, int load, int capacity, double slower = 1)
    {
        for (var each = 0; each < seconds * 1_000; each++)
        {
            var inFlight = Math.Min(load, Limit.Now);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Limit.Learn(Fast, TimeSpan.FromMilliseconds(slower * 10 * Math.Max(1, (double)inFlight / capacity)), inFlight);
        }
    }

    private void Mix(int seconds, double slowShare)
    {
        var random = new Random(11);
        for (var each = 0; each < seconds * 1_000; each++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            var isSlow = random.NextDouble() < slowShare;
            Limit.Learn(isSlow ? Slow : Fast, TimeSpan.FromMilliseconds((isSlow ? 300 : 3) * (0.8 + (0.4 * random.NextDouble()))), Limit.Now);
        }
    }
}
