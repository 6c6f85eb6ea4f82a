namespace Evenkeel.AspNetCore.Paging;

/// <summary>How large the pages of one endpoint are.</summary>
internal readonly record struct PageLimits(int Default, int Max)
{
    public static PageLimits Of(PagingOptions options, PageSizeAttribute? endpoint) => endpoint is null
        ? new PageLimits(options.DefaultPageSize, options.MaxPageSize)
        : new PageLimits(endpoint.Default > 0 ? endpoint.Default : Math.Min(options.DefaultPageSize, endpoint.Max), endpoint.Max);
}
