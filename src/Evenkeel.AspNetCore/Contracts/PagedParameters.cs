using Evenkeel.AspNetCore.Binding;
using Evenkeel.AspNetCore.Paging;

namespace Evenkeel.AspNetCore.Contracts;

/// <summary>What a request for a page is to a contract: parameters in the query string, none of them required.</summary>
internal static class PagedParameters
{
    public static IReadOnlyList<BoundParameter> All { get; } =
        [.. PageParameters.All.Select(each => new BoundParameter { Name = each.Name, Place = ParameterPlace.Query, Type = each.Type, IsOptional = true, Attributes = [] })];
}
