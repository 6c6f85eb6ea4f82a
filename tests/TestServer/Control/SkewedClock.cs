namespace Evenkeel.TestServer.Control;

/// <summary>A clock that is wrong by <c>--clock MINUTES</c>, and otherwise as good as any.</summary>
internal sealed class SkewedClock(string minutes) : TimeProvider
{
    private readonly TimeSpan _skew = TimeSpan.FromMinutes(int.Parse(minutes));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _skew;
}
