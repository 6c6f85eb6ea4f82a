using Crm.Problems;
using Crm.Tenancy;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Crm.Lines;

public static class LineEndpoints
{
    private const int MostLines = 100;
    private const int MostShown = 5_000;

    public static void MapLines(this IEndpointRouteBuilder api)
    {
        api.MapQuery("/clients/{clientId}/lines", ListAsync).Produces<LineList>();
        api.MapCommand("/clients/{clientId}/opportunities/{opportunityId}/lines", AddAsync);
        api.MapCommand("PUT /clients/{clientId}/opportunities/{opportunityId}/lines/{lineId}", EditAsync);
        api.MapCommand("DELETE /clients/{clientId}/opportunities/{opportunityId}/lines/{lineId}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(Guid clientId, CrmDb db, CancellationToken cancellationToken)
    {
        if (!await db.Clients.AnyAsync(row => row.Id == clientId, cancellationToken))
            return Problem.NotFound("client");

        var lines = await db.Lines.Where(row => row.ClientId == clientId).OrderBy(row => row.Product!.Name).ThenBy(row => row.Id)
            .Take(MostShown)
            .Select(LineView.Of)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new LineList { Lines = lines });
    }

    private static async Task<IResult> AddAsync(
        Guid clientId, Guid opportunityId, LineInput input, CrmDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await db.Opportunities.AnyAsync(row => row.Id == opportunityId && row.ClientId == clientId, cancellationToken))
            return Problem.NotFound("opportunity");

        var fields = input.Check();
        var id = input.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        var product = await db.Products.SingleOrDefaultAsync(row => row.Id == input.ProductId && row.Active, cancellationToken);
        if (product is null)
            fields.Add("productId", "Choose a product that is on sale.");
        if (await db.Lines.IgnoreQueryFilters().AnyAsync(row => row.Id == id, cancellationToken))
            fields.Add("id", "This id is taken.");
        if (await db.Lines.CountAsync(row => row.OpportunityId == opportunityId, cancellationToken) >= MostLines)
            fields.Add("lines", $"An opportunity has at most {MostLines} products.");
        if (fields.Any)
            return fields.ToProblem();

        db.Lines.Add(new Line
        {
            Id = id,
            TenantId = caller.TenantId,
            ClientId = clientId,
            OpportunityId = opportunityId,
            ProductId = product!.Id,
            Quantity = input.Quantity!.Value,
            UnitPrice = product.UnitPrice,
            Currency = product.Currency,
            VatRate = product.VatRate,
        });
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created(
            $"/api/clients/{clientId}/opportunities/{opportunityId}/lines/{id}", await ViewAsync(db, id, cancellationToken));
    }

    private static async Task<IResult> EditAsync(
        Guid clientId, Guid opportunityId, Guid lineId, LineInput input, CrmDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, opportunityId, lineId, cancellationToken) is not { } line)
            return Problem.NotFound("product of the opportunity");
        if (input.Check() is { Any: true } fields)
            return fields.ToProblem();

        line.Quantity = input.Quantity!.Value;
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await ViewAsync(db, lineId, cancellationToken));
    }

    private static async Task<IResult> DeleteAsync(
        Guid clientId, Guid opportunityId, Guid lineId, CrmDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, opportunityId, lineId, cancellationToken) is not { } line)
            return Problem.NotFound("product of the opportunity");

        db.Lines.Remove(line);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<Line?> FindAsync(CrmDb db, Guid clientId, Guid opportunityId, Guid lineId, CancellationToken cancellationToken) =>
        db.Lines.SingleOrDefaultAsync(
            row => row.Id == lineId && row.OpportunityId == opportunityId && row.ClientId == clientId, cancellationToken);

    private static Task<LineView> ViewAsync(CrmDb db, Guid id, CancellationToken cancellationToken) =>
        db.Lines.Where(row => row.Id == id).Select(LineView.Of).SingleAsync(cancellationToken);
}
