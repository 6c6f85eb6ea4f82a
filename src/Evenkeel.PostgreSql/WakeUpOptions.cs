namespace Evenkeel.PostgreSql;

/// <summary>How instances tell each other that there is news.</summary>
public sealed class WakeUpOptions
{
    /// <summary>The database, as <see cref="WakeUpExtensions.UsePostgreSqlWakeUp"/> was given it.</summary>
    /// <value>No default. What it says of pooling does not count.</value>
    public string ConnectionString { get; set; } = "";

    /// <summary>The channel of PostgreSQL. Two applications in one database may share it; apart, they wake each other less.</summary>
    /// <value>Default: <c>evenkeel_change</c>. Lower-case letters, digits and underscores, at most 63.</value>
    public string Channel { get; set; } = "evenkeel_change";

    /// <summary>The least time between two notifications of this instance. Changes that are committed meanwhile share the next.</summary>
    /// <value>Default: 10 ms. From 0 to 1 s.</value>
    public TimeSpan NotifyEvery { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The longest pause before a lost connection is tried again. The first is a hundredth of it, and each is shortened by chance, so that instances do not come back together.</summary>
    /// <value>Default: 20 s. From 100 ms to 10 minutes.</value>
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often the listening connection is tried while nothing comes, so that one whose other end is gone is noticed.</summary>
    /// <value>Default: 15 s. From 1 s to 10 minutes, in whole seconds.</value>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);
}
