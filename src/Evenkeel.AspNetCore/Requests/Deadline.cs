namespace Evenkeel.AspNetCore.Requests;

/// <summary>How long the request on this async flow may still take. Thread-safe.</summary>
internal sealed class Deadline(long began, TimeSpan limit, TimeProvider clock)
{
    private static readonly AsyncLocal<Deadline?> Ambient = new();

    /// <summary>Null: as long as it likes.</summary>
    public static Deadline? Current => Ambient.Value;

    /// <summary>It has passed, and its request was answered without its handler.</summary>
    public bool IsOutlived { get; private set; }

    /// <summary>It holds no more: the answer has begun.</summary>
    public bool IsLifted { get; private set; }

    /// <summary>What remains in whole seconds, as databases count them, and never 0, which to them is no limit.</summary>
    public int RemainingSeconds => (int)Math.Ceiling(Math.Max(1, (limit - clock.GetElapsedTime(began)).TotalSeconds));

    /// <summary>Says that the handler goes on though nobody waits for it: what it does is for whoever asks again.</summary>
    public void Outlive() => IsOutlived = true;

    /// <summary>Lets what has begun to answer take as long as it likes.</summary>
    public void Lift() => IsLifted = true;

    /// <summary>Makes this the deadline of the calling async flow, which ends with the method that calls it.</summary>
    public void Enter() => Ambient.Value = this;
}
