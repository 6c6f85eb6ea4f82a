namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>Exponential, with full jitter: what failed together is not repeated together.</summary>
internal static class DeliveryBackoff
{
    /// <param name="attempt">The attempt that failed; the first is 1.</param>
    /// <param name="options">First and longest delay.</param>
    /// <param name="part">From 0 to 1.</param>
    public static TimeSpan After(int attempt, DeliveryOptions options, double part)
    {
        var longest = options.FirstDelay.TotalSeconds * Math.Pow(2, attempt - 1);
        return TimeSpan.FromSeconds(Math.Min(longest, options.MaxDelay.TotalSeconds) * part);
    }
}
