namespace Evenkeel.AspNetCore.Coherence.Model;

/// <summary>What a statement of a context reads and changes, as tags. Immutable; one for each text.</summary>
internal sealed class StatementUse
{
    /// <summary>The tables that it reads, without schema and in lower case. Null: it may read anything.</summary>
    public required IReadOnlySet<string>? Reads { get; init; }

    /// <summary>What depends on what it reads, as long as nobody narrows it.</summary>
    public required string[] ReadTags { get; init; }

    /// <summary>What changes by it: tables, those that follow them, and whatever depends on any.</summary>
    public required string[] WriteTags { get; init; }

    /// <summary>It may change anything, or the tables themselves.</summary>
    public required bool ChangesAnything { get; init; }

    public bool Writes => WriteTags.Length > 0;
}
