namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>How deliveries are tried and repeated. The same for all kinds.</summary>
public sealed class DeliveryOptions
{
    /// <summary>The longest wait before the first repeat. It doubles with each further one; the wait itself is a random part of it, so that repeats spread.</summary>
    /// <value>Default 1 second. Range 10 milliseconds to 1 hour.</value>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before any repeat.</summary>
    /// <value>Default 15 minutes. Range 10 milliseconds to 1 day.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>After so many failed attempts a delivery is parked.</summary>
    /// <value>Default 20. Range 1 to 1,000.</value>
    public int MaxAttempts { get; set; } = 20;

    /// <summary>How long one attempt may take before it is cancelled and counts as failed. Half as long again after it, another instance takes it over.</summary>
    /// <value>Default 1 minute. Range 1 second to 1 hour.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many deliveries of this instance are under way at a time.</summary>
    /// <value>Default 4. Range 1 to 100.</value>
    public int Parallelism { get; set; } = 4;

    /// <summary>How often the table is looked at; commits of this instance are noticed at once.</summary>
    /// <value>Default 5 seconds. Range 100 milliseconds to 1 hour.</value>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(5);
}
