namespace Evenkeel.AspNetCore.Coherence.Tags;

/// <summary>
/// A name of something that is read and changed, as its dependents hold it. As long as anybody holds it, every invalidation of its name reaches it, and the table gives out this object for the name.
/// Safe from any thread.
/// </summary>
internal sealed class Tag(string name, TagState state)
{
    /// <summary>The tag that everything depends on.</summary>
    public const string Wildcard = "*";

    public string Name => name;

    /// <summary>The sequence of the last change.</summary>
    public long Changed => state.Changed;

    /// <summary>The feed's position of the last change.</summary>
    public long Position => state.Position;

    public bool IsUnchangedSince(long sequence) => state.Changed <= sequence;

    /// <summary>
    /// Whether something that was read at <paramref name="read"/> was still as it stood at <paramref name="arrived"/>, whatever came later. It is false when that is not known any more.
    /// </summary>
    public bool WasUnchangedBetween(long read, long arrived)
    {
        var changed = state.Changed;
        return changed <= read || arrived <= read || (changed > arrived && state.ChangedBefore <= read);
    }
}
