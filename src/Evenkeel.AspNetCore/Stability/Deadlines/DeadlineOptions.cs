namespace Evenkeel.AspNetCore.Stability.Deadlines;

/// <summary>How long actions may take.</summary>
public sealed class DeadlineOptions
{
    /// <summary>How long an action may take that says nothing itself (<c>WithDeadline</c>, <c>WithoutDeadline</c>): the reading of its body, its waits and its handler together.</summary>
    /// <value>Default 30 seconds. Range 100 milliseconds to 1 hour, or <see cref="Timeout.InfiniteTimeSpan"/>: as long as it likes.</value>
    public TimeSpan Default { get; set; } = TimeSpan.FromSeconds(30);
}
