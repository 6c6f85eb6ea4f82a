using Evenkeel.AspNetCore;
using OverheadServer.Items;

namespace OverheadServer.Contenders;

/// <summary>Evenkeel: the handlers of (a), mapped as a command and a query. A command that is not mapped here is left out of the tables and misses its bar.</summary>
internal static class Keel
{
    public static void MapKeel(this IEndpointRouteBuilder app)
    {
        app.MapCommand("/keel/rows", AddRow.HandleAsync<KeelDb>);
        app.MapCommand("/keel-single-save/rows", AddRow.HandleAsync<KeelDb>).SingleSave();
        app.MapQuery("/keel/rows/{id:guid}", ReadRow.HandleAsync<KeelDb>);
    }
}
