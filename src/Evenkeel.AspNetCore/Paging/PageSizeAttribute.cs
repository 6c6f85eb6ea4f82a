namespace Evenkeel.AspNetCore.Paging;

/// <summary>How large the pages of one endpoint, action or controller may be, in place of what <see cref="PagingOptions"/> says for all. The nearest one stands.</summary>
/// <param name="max">The most rows in a page: 1 to 10,000. More is refused with <c>page-size-invalid</c>, never cut in silence.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PageSizeAttribute(int max) : Attribute
{
    /// <summary>The most rows in a page.</summary>
    public int Max { get; } = max is >= 1 and <= PagingOptions.Most ? max : throw new ArgumentOutOfRangeException(nameof(max), max, $"A page has from 1 to {PagingOptions.Most} rows.");

    /// <summary>How many rows a page has when the request does not say.</summary>
    /// <value>Default 0: <see cref="PagingOptions.DefaultPageSize"/>, or <see cref="Max"/> where that is less.</value>
    public int Default
    {
        get;
        init => field = value >= 0 && value <= Max ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"The default is from 1 to {Max} rows.");
    }
}
