using OverheadServer.Items;

namespace OverheadServer.Contenders;

/// <summary>(a): ordinary endpoints, which know nothing of operations.</summary>
internal static class Plain
{
    public static void MapPlain(this IEndpointRouteBuilder app)
    {
        app.MapPost("/plain/rows", AddRow.HandleAsync<PlainDb>);
        app.MapGet("/plain/rows/{id:guid}", ReadRow.HandleAsync<PlainDb>);
    }
}
