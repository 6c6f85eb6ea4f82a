using Evenkeel.AspNetCore.Stability.Admission;
using Evenkeel.Testing.Time;

namespace Evenkeel.AspNetCore.Tests.Stability.Admission;

/// <summary>Who is let in, in which order, and who is refused when.</summary>
public sealed class AdmissionGateTests : IDisposable
{
    private static readonly TimeSpan BurstPatience = TimeSpan.FromMilliseconds(100);

    private readonly ManualClock _clock = new();
    private readonly AdmissionOptions _options = new() { QueueLength = 12 };
    private readonly List<string> _admitted = [];
    private AdmissionGate? _gate;

    private AdmissionGate Gate => _gate ??= new AdmissionGate(new FixedLimit(1), _options, _clock);

    public void Dispose() => _gate?.Dispose();

    [Fact]
    public void As_many_as_the_limit_says_are_let_in_and_each_that_leaves_makes_room_for_one()
    {
        Assert.True(Gate.TryEnter());
        Assert.False(Gate.TryEnter());
        Gate.Leave(null, TimeSpan.Zero);
        Assert.True(Gate.TryEnter());
        Assert.Equal((1, 1, 0), (Gate.Limit, Gate.InFlight, Gate.Queued));
        Assert.Equal(2, Gate.CountOf(AdmissionOutcome.Admitted));
    }

    [Fact]
    public async Task Nobody_overtakes_those_who_wait()
    {
        Assert.True(Gate.TryEnter());
        var first = WaitAsync("a", AdmissionPriority.Query);
        Gate.Leave(null, TimeSpan.Zero);
        Assert.Equal(AdmissionOutcome.Admitted, await first);
        Assert.False(Gate.TryEnter());
    }

    [Fact]
    public async Task Clients_take_turns_however_many_requests_one_of_them_has()
    {
        Assert.True(Gate.TryEnter());
        await AdmitAllAsync([.. Enumerable.Repeat(("flood", AdmissionPriority.Query), 8), ("a", AdmissionPriority.Query), ("b", AdmissionPriority.Query)]);
        Assert.Equal(["flood", "a", "b", "flood"], _admitted.Take(4));
        Assert.Equal(10, _admitted.Count);
    }

    [Fact]
    public async Task What_matters_more_comes_first_and_nothing_waits_for_ever()
    {
        _options.QueueLength = 60;
        Assert.True(Gate.TryEnter());
        await AdmitAllAsync([.. Enumerable.Range(0, 60).Select(each => (Enum.GetName((AdmissionPriority)(each % 4))!, (AdmissionPriority)(each % 4)))]);
        var counts = _admitted.Take(15).GroupBy(each => each).ToDictionary(each => each.Key, each => each.Count());
        Assert.Equal("Session", _admitted[0]);
        Assert.Equal((8, 4, 2, 1), (counts["Session"], counts["Flush"], counts["Command"], counts["Query"]));
    }

    [Fact]
    public async Task A_burst_waits_and_under_lasting_overload_nobody_waits_long()
    {
        Assert.True(Gate.TryEnter());
        var burst = WaitAsync("a", AdmissionPriority.Query);
        _clock.Advance(BurstPatience - TimeSpan.FromMilliseconds(20));
        Assert.False(burst.IsCompleted);
        var next = WaitAsync("b", AdmissionPriority.Query);
        _clock.Advance(TimeSpan.FromMilliseconds(40));
        Assert.Equal(AdmissionOutcome.QueuedTooLong, await burst);

        // Somebody has been waiting all the time, for longer than a burst lasts.
        Assert.Equal(AdmissionOutcome.QueuedTooLong, await next);
        Gate.Leave(null, TimeSpan.Zero);
        Assert.True(Gate.TryEnter());
        Assert.Equal(2, Gate.CountOf(AdmissionOutcome.QueuedTooLong));
    }

    [Fact]
    public async Task When_the_queue_is_full_the_client_with_the_most_gives_way()
    {
        Assert.True(Gate.TryEnter());
        var flood = Enumerable.Range(0, 12).Select(_ => WaitAsync("flood", AdmissionPriority.Session)).ToList();
        var late = WaitAsync("flood", AdmissionPriority.Session);
        Assert.Equal(AdmissionOutcome.QueueFull, await late);
        var other = WaitAsync("a", AdmissionPriority.Query);
        Assert.False(other.IsCompleted);
        Assert.Equal(AdmissionOutcome.QueueFull, await flood[^1]);
        Assert.Equal(12, Gate.Queued);
        Assert.Equal(11, flood.Count(each => !each.IsCompleted));
    }

    [Fact]
    public async Task Among_clients_with_as_few_what_matters_less_gives_way()
    {
        Assert.True(Gate.TryEnter());
        var queries = Enumerable.Range(0, 12).Select(each => WaitAsync($"{each}", AdmissionPriority.Query)).ToList();
        Assert.Equal(AdmissionOutcome.QueueFull, await WaitAsync("late", AdmissionPriority.Query));
        var session = WaitAsync("late", AdmissionPriority.Session);
        Assert.False(session.IsCompleted);
        Assert.Equal(AdmissionOutcome.QueueFull, await await Task.WhenAny(queries));
        Assert.Equal(12, Gate.Queued);
    }

    [Fact]
    public async Task Who_has_gone_makes_room()
    {
        Assert.True(Gate.TryEnter());
        using var gone = new CancellationTokenSource();
        var left = Gate.WaitAsync(AdmissionPriority.Query, "a", gone.Token);
        var stays = WaitAsync("a", AdmissionPriority.Query);
        await gone.CancelAsync();
        Assert.Equal((AdmissionOutcome.Gone, 1), (await left, Gate.Queued));
        Gate.Leave(null, TimeSpan.Zero);
        Assert.Equal(AdmissionOutcome.Admitted, await stays);
        Assert.Equal((1, 0), (Gate.InFlight, Gate.Queued));
    }

    [Fact]
    public async Task Threads_that_come_and_go_leave_nobody_behind()
    {
        var (inside, most, admitted) = (0, 0, 0);
        _options.QueueLength = 1_000;
        // Its clock stands: on a busy machine some would wait for longer than anybody may.
        using var gate = new AdmissionGate(new FixedLimit(3), _options, new ManualClock());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            for (var round = 0; round < 2_000; round++)
            {
                if (!gate.TryEnter() && await gate.WaitAsync((AdmissionPriority)(round % 4), $"{client}", TestContext.Current.CancellationToken) != AdmissionOutcome.Admitted)
                {
                    continue;
                }

                var now = Interlocked.Increment(ref inside);
                InterlockedMax(ref most, now);
                Interlocked.Increment(ref admitted);
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                gate.Leave(null, TimeSpan.Zero);
            }
        })));
        Assert.Equal((0, 0, 16_000), (gate.InFlight, gate.Queued, admitted));
        // How many are inside at once is the machine's affair; that they are no more than may be is the gate's.
        Assert.InRange(most, 1, 3);
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, now, seen);
        }
    }

    private async Task AdmitAllAsync(IReadOnlyList<(string Client, AdmissionPriority Priority)> requests)
    {
        var waits = requests.Select(each => NoteAsync(each.Client, WaitAsync(each.Client, each.Priority))).ToList();
        for (var left = waits.Count; left > 0; left--)
        {
            Gate.Leave(null, TimeSpan.Zero);
            await Poll.UntilAsync(() => _admitted.Count == waits.Count - left + 1, TimeSpan.FromSeconds(10), "one was let in");
        }

        await Task.WhenAll(waits);
    }

    private async Task NoteAsync(string client, Task<AdmissionOutcome> wait)
    {
        Assert.Equal(AdmissionOutcome.Admitted, await wait);
        _admitted.Add(client);
    }

    private Task<AdmissionOutcome> WaitAsync(string client, AdmissionPriority priority) => Gate.WaitAsync(priority, client, CancellationToken.None);
}
