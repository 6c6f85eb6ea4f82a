using FlushServer.Items;

namespace FlushServer.Contenders;

/// <summary>For the naive design and for TanStack's executor: an ordinary endpoint, one request for each operation.</summary>
internal static class OneByOne
{
    public static void MapOneByOne(this IEndpointRouteBuilder api) => api.MapPost("/one-by-one/items", AddItem.HandleAsync);
}
