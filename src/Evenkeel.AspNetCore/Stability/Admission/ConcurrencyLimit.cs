namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>How many may be worked on at once. Used by one thread at a time: under the lock of its gate.</summary>
internal abstract class ConcurrencyLimit
{
    public abstract int Now { get; }

    /// <summary>Learns from a request that was answered well.</summary>
    /// <param name="endpoint">What it asked for; requests for one are compared with each other.</param>
    /// <param name="took">How long it was worked on.</param>
    /// <param name="inFlight">How many were worked on when it ended, itself included.</param>
    public virtual void Learn(object endpoint, TimeSpan took, int inFlight)
    {
    }
}
