namespace Evenkeel.AspNetCore.Paging;

/// <summary>A row of a page with the values of its keys, of which cursors are made.</summary>
internal sealed class PageRow<T>
{
    public required T Item { get; init; }

    public required object?[] Keys { get; init; }
}
