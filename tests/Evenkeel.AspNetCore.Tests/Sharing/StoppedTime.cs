namespace Evenkeel.AspNetCore.Tests.Sharing;

/// <summary>The system's clock with a stopwatch that stands still: however slow the machine, no shared transaction grows old.</summary>
internal sealed class StoppedTime : TimeProvider
{
    public override long GetTimestamp() => 1;
}
