namespace Evenkeel.AspNetCore.Drafts;

/// <summary>What is known of a draft, with what is kept beside it.</summary>
internal sealed record StoredDraft
{
    public required long Revision { get; init; }

    public required long Consumed { get; init; }

    public required long At { get; init; }

    public required TypedInput Input { get; init; }

    public IReadOnlyList<(long At, TypedInput Input)> Others { get; init; } = [];

    /// <summary>Whether there is a draft, and not only the memory of one.</summary>
    public bool IsThere => Input.Values.Length > 0;
}
