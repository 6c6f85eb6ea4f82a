namespace Evenkeel.Stores.Tests.Drafts;

/// <summary>What a browser can know of a draft: what was typed is null where it is gone.</summary>
internal sealed record DraftState(long Revision, string? Typed, string Others);
