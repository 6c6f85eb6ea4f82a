namespace Crm.Lines;

/// <summary>The lines of all opportunities of one client.</summary>
public sealed record LineList
{
    public required IReadOnlyList<LineView> Lines { get; init; }
}
