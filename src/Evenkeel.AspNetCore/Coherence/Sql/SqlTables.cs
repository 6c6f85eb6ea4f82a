namespace Evenkeel.AspNetCore.Coherence.Sql;

/// <summary>
/// What a SQL text touches, by the names that it uses. Names are in lower case and without their schema: two tables that differ in these only count as one, which is merely cautious.
/// </summary>
internal sealed record SqlTables
{
    /// <summary>Every name in the text, of columns and aliases too.</summary>
    public required IReadOnlySet<string> Names { get; init; }

    /// <summary>What stands where a table or a view must: it is read. Names of common table expressions are not among them.</summary>
    public required IReadOnlySet<string> Relations { get; init; }

    /// <summary>What is inserted into or updated.</summary>
    public required IReadOnlySet<string> Written { get; init; }

    /// <summary>What rows may be deleted from.</summary>
    public required IReadOnlySet<string> Deleted { get; init; }

    /// <summary>What is called.</summary>
    public required IReadOnlySet<string> Functions { get; init; }

    /// <summary>It is, or contains, a statement that may change anything: DDL, a procedure, a block of code.</summary>
    public required bool ChangesAnything { get; init; }

    public bool Writes => ChangesAnything || Written.Count > 0 || Deleted.Count > 0;
}
