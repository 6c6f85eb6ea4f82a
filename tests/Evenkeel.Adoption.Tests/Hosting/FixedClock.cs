namespace Evenkeel.Adoption.Tests.Hosting;

/// <summary>It is always the same moment, so that every run says the same. Timers run as ever.</summary>
internal sealed class FixedClock : TimeProvider
{
    public static DateTimeOffset Moment { get; } = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Moment;
}
