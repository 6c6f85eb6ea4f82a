namespace Evenkeel.AspNetCore.Paging;

/// <summary>A place in an ordered list: at the row that has, or had, these keys.</summary>
internal sealed record CursorPosition
{
    /// <summary>The values of all keys, as the application's types have them.</summary>
    public required IReadOnlyList<object?> Values { get; init; }

    /// <summary>How many leading keys the row has in common with its neighbour on the page: it stands among ties, perhaps many. A hint for speed.</summary>
    public int Ties { get; init; }

    /// <summary>Whether that row itself belongs to what is read from there: the way back from an empty page.</summary>
    public bool IsIncluded { get; init; }
}
