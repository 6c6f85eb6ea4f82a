using Evenkeel.AspNetCore;
using FlushServer.Items;

namespace FlushServer.Contenders;

/// <summary>For Evenkeel: the same handler, mapped as a command.</summary>
internal static class Keel
{
    public static void MapKeel(this IEndpointRouteBuilder api)
    {
        api.MapCommand("/keel/items", AddItem.HandleAsync);
        api.MapQuery("/keel/rows", Rows);
    }

    /// <summary>The rows under the local view.</summary>
    private static IEnumerable<object> Rows(int count) =>
        Enumerable.Range(0, count).Select(number => new { id = $"row-{number}", name = $"Row {number}", note = "as the server has it" });
}
