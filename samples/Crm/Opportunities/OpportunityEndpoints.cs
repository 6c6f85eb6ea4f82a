using Crm.Problems;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Crm.Opportunities;

public static class OpportunityEndpoints
{
    public static void MapOpportunities(this IEndpointRouteBuilder api)
    {
        api.MapCommand("/clients/{clientId}/opportunities", AddAsync);
        api.MapCommand("PUT /clients/{clientId}/opportunities/{opportunityId}", EditAsync);
        api.MapCommand("/clients/{clientId}/opportunities/{opportunityId}/stage", MoveAsync);
        api.MapCommand("DELETE /clients/{clientId}/opportunities/{opportunityId}", DeleteAsync);
    }

    private static async Task<IResult> AddAsync(
        Guid clientId, OpportunityInput input, CrmDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = await db.Clients.SingleOrDefaultAsync(row => row.Id == clientId, cancellationToken);
        if (client is null)
            return Problem.NotFound("client");

        var fields = input.Check();
        var id = input.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        if (await db.Opportunities.IgnoreQueryFilters().AnyAsync(row => row.Id == id, cancellationToken))
            fields.Add("id", "This id is taken.");
        if (fields.Any)
            return fields.ToProblem();

        var opportunity = new Opportunity { Id = id, TenantId = client.TenantId, ClientId = client.Id, Title = "" };
        input.CopyTo(opportunity);
        db.Opportunities.Add(opportunity);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/clients/{clientId}/opportunities/{id}", OpportunityView.Of(opportunity));
    }

    private static async Task<IResult> EditAsync(
        Guid clientId, Guid opportunityId, OpportunityInput input, CrmDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, opportunityId, cancellationToken) is not { } opportunity)
            return Problem.NotFound("opportunity");
        if (input.Check() is { Any: true } fields)
            return fields.ToProblem();

        input.CopyTo(opportunity);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(OpportunityView.Of(opportunity));
    }

    private static async Task<IResult> MoveAsync(
        Guid clientId, Guid opportunityId, StageInput input, CrmDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, opportunityId, cancellationToken) is not { } opportunity)
            return Problem.NotFound("opportunity");
        if (input.Check() is { Any: true } fields)
            return fields.ToProblem();

        opportunity.Stage = Enum.Parse<Stage>(input.Stage!, ignoreCase: true);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(OpportunityView.Of(opportunity));
    }

    private static async Task<IResult> DeleteAsync(Guid clientId, Guid opportunityId, CrmDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, opportunityId, cancellationToken) is not { } opportunity)
            return Problem.NotFound("opportunity");

        db.Opportunities.Remove(opportunity);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<Opportunity?> FindAsync(CrmDb db, Guid clientId, Guid opportunityId, CancellationToken cancellationToken) =>
        db.Opportunities.SingleOrDefaultAsync(row => row.Id == opportunityId && row.ClientId == clientId, cancellationToken);
}
