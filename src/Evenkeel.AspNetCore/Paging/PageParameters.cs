namespace Evenkeel.AspNetCore.Paging;

/// <summary>What a page's request has in its query string. All of them are optional.</summary>
internal static class PageParameters
{
    public const string Size = "pageSize";
    public const string After = "after";
    public const string Before = "before";
    public const string Total = "total";

    public static IReadOnlyList<(string Name, Type Type)> All { get; } = [(Size, typeof(int)), (After, typeof(string)), (Before, typeof(string)), (Total, typeof(bool))];
}
