namespace Evenkeel.AspNetCore.Coherence.Sql;

/// <summary>What a pair of parentheses holds, or the text around all of them.</summary>
internal sealed class SqlPart
{
    /// <summary>The arguments of a call, in which FROM is no list of tables: <c>EXTRACT(year FROM at)</c>.</summary>
    public bool IsCall { get; set; }

    /// <summary>A comma here is followed by another table.</summary>
    public bool Lists { get; set; }

    public bool ListsDeleted { get; set; }
}
