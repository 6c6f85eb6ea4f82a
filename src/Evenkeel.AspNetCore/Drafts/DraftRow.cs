namespace Evenkeel.AspNetCore.Drafts;

/// <summary>
/// The table of drafts as Entity Framework Core sees it. A row without content is what is remembered of a draft that is gone: its last revision, and that it was consumed. It is written by
/// <see cref="DraftTable"/> with SQL of its own.
/// </summary>
internal sealed class DraftRow
{
    public required string Tenant { get; init; }

    public required string User { get; init; }

    public required string Key { get; init; }

    public required long Revision { get; init; }

    /// <summary>Saves that follow an earlier revision than this one are refused.</summary>
    public required long Consumed { get; init; }

    public required long At { get; init; }

    /// <summary>The day of the last save. It has an index, and changes so rarely that a save changes none.</summary>
    public required int Day { get; init; }

    public required string By { get; init; }

    /// <summary>The form's version as JSON, so that it is never NULL.</summary>
    public required string Form { get; init; }

    /// <summary>The length of the content; 0: there is no draft.</summary>
    public required int Bytes { get; init; }

    public required byte[] Content { get; init; }
}
