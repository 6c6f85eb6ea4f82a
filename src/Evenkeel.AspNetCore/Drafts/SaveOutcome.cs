namespace Evenkeel.AspNetCore.Drafts;

/// <summary>What became of a save.</summary>
internal abstract record SaveOutcome
{
    private SaveOutcome()
    {
    }

    public sealed record Saved(long Revision, long At) : SaveOutcome;

    /// <summary>There was a later revision; what was sent is kept beside it.</summary>
    public sealed record Conflict(StoredDraft Current) : SaveOutcome;

    public sealed record Consumed(long Revision) : SaveOutcome;

    /// <summary>Nothing was written.</summary>
    public sealed record TooMany(string Detail) : SaveOutcome;
}
