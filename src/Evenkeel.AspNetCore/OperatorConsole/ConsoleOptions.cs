namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary>Who sees <c>/_evenkeel/console</c>, and how far back it shows.</summary>
public sealed class ConsoleOptions
{
    /// <summary>The authorization policy of those who may see it, and do what can be done there. Others get 401 or 403.</summary>
    /// <value>Default <see langword="null"/>: there is no console (404), and nothing is kept for it.</value>
    public string? Policy { get; set; }

    /// <summary>How far apart the points of its plots are.</summary>
    /// <value>Default 5 seconds. Range 1 second to 5 minutes.</value>
    public TimeSpan SampleEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many points are kept, in the memory of each instance.</summary>
    /// <value>Default 360: half an hour. Range 10 to 10,000.</value>
    public int Samples { get; set; } = 360;

    /// <summary>How many of the last problems are kept, in the memory of each instance.</summary>
    /// <value>Default 100. Range 1 to 1,000.</value>
    public int Problems { get; set; } = 100;
}
