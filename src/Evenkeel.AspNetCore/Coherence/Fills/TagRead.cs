namespace Evenkeel.AspNetCore.Coherence.Fills;

/// <summary>How a fill read what one tag names: through a context, whose first use counts; or at a sequence that is known; or both.</summary>
internal readonly record struct TagRead(bool FromContext, long At)
{
    public static TagRead Context { get; } = new(true, long.MaxValue);

    public TagRead And(TagRead other) => new(FromContext || other.FromContext, Math.Min(At, other.At));

    public long Since(long contextsBegan) => FromContext ? Math.Min(At, contextsBegan) : At;
}
