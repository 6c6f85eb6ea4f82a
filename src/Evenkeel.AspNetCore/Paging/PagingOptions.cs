namespace Evenkeel.AspNetCore.Paging;

/// <summary>How large pages are. <see cref="PageSizeAttribute"/> and <c>.MaxPageSize(...)</c> say otherwise for one endpoint.</summary>
public sealed class PagingOptions
{
    internal const int Most = 10_000;

    /// <summary>How many rows a page has when the request does not say.</summary>
    /// <value>Default 50. Range 1 to <see cref="MaxPageSize"/>.</value>
    public int DefaultPageSize { get; set; } = 50;

    /// <summary>The most rows that a request may ask for. More is refused with <c>page-size-invalid</c>, which names this number; it is never cut in silence.</summary>
    /// <value>Default 500. Range 1 to 10,000.</value>
    public int MaxPageSize { get; set; } = 500;
}
