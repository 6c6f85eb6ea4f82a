using Evenkeel.Testing.Time;

namespace Evenkeel.Testing.Tests.Time;

public sealed class ShiftedClockTests
{
    [Fact]
    public void It_is_the_systems_clock_set_forward_and_back()
    {
        var clock = new ShiftedClock();
        AssertOffBy(TimeSpan.Zero, clock);
        clock.Shift(TimeSpan.FromDays(30));
        AssertOffBy(TimeSpan.FromDays(30), clock);
        clock.Shift(TimeSpan.FromDays(-31));
        AssertOffBy(TimeSpan.FromDays(-1), clock);
    }

    // Between two looks at the system's clock, so that however slow the machine is it holds.
    private static void AssertOffBy(TimeSpan shift, ShiftedClock clock)
    {
        var before = TimeProvider.System.GetUtcNow();
        var shown = clock.GetUtcNow() - shift;
        Assert.InRange(shown, before, TimeProvider.System.GetUtcNow());
    }
}
