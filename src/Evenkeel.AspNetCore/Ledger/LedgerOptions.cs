namespace Evenkeel.AspNetCore.Ledger;

/// <summary>How long and how much the ledger remembers.</summary>
public sealed class LedgerOptions
{
    /// <summary>How long an operation that took effect is remembered; an older id is refused, so that it can never run twice.</summary>
    /// <value>Default 30 days. Range 1 hour to 10 years.</value>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How far an id may be stamped ahead of the server's clock.</summary>
    /// <value>Default 24 hours. Range 1 minute to 30 days.</value>
    public TimeSpan MaxAhead { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The largest answer body that is kept for replays; a larger one is sent, and replayed without its body.</summary>
    /// <value>Default 262,144 bytes. Range 0 to 16 MiB.</value>
    public int MaxAnswerBytes { get; set; } = 256 * 1024;

    /// <summary>How long a command waits for another write of the same SQLite database before it answers 503.</summary>
    /// <value>Default 10 seconds. Range 10 milliseconds to 5 minutes.</value>
    public TimeSpan WriteWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the row of an <c>.OwnsTransaction()</c> command may stay open before its operation counts as interrupted, where its process cannot say so any more. Longer than
    /// the slowest of them runs.
    /// </summary>
    /// <value>Default 10 minutes. Range 1 second to 1 day.</value>
    public TimeSpan OpenLease { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether a handler that writes to its command's own database through another connection is refused, with <c>write-outside-operation</c>. It sees what goes through a
    /// <c>DbContext</c>; a connection that the handler opens by itself is not seen.
    /// </summary>
    /// <value>Default <see langword="null"/>: in the environment <c>Development</c>, and nowhere else.</value>
    public bool? RefuseOutsideWrites { get; set; }

    /// <summary>How often rows past their retention are looked for.</summary>
    /// <value>Default 1 hour. Range 1 second to 7 days.</value>
    public TimeSpan PurgeEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many rows one transaction of the purge removes; small, so that no write waits for it.</summary>
    /// <value>Default 500. Range 1 to 100,000.</value>
    public int PurgeBatch { get; set; } = 500;
}
