using Crm.Problems;
using Crm.Tenancy;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Crm.FollowUps;

public static class FollowUpEndpoints
{
    public static void MapFollowUps(this IEndpointRouteBuilder api)
    {
        api.MapQuery("/follow-ups", ListAsync);
        api.MapQuery("/clients/{clientId}/follow-ups", ListOfClientAsync).Produces<FollowUpList>();
        api.MapCommand("/clients/{clientId}/follow-ups", AddAsync);
        api.MapCommand("PUT /clients/{clientId}/follow-ups/{followUpId}", EditAsync);
        api.MapCommand("/clients/{clientId}/follow-ups/{followUpId}/done", TickAsync);
        api.MapCommand("DELETE /clients/{clientId}/follow-ups/{followUpId}", DeleteAsync);
    }

    private static Task<FollowUpList> ListAsync(Guid? assigneeId, CrmDb db, CancellationToken cancellationToken) =>
        FollowUpList.OfAsync(db.FollowUps.Where(row => assigneeId == null || row.AssigneeId == assigneeId), cancellationToken);

    private static async Task<IResult> ListOfClientAsync(Guid clientId, CrmDb db, CancellationToken cancellationToken)
    {
        if (!await db.Clients.AnyAsync(row => row.Id == clientId, cancellationToken))
            return Problem.NotFound("client");

        return TypedResults.Ok(await FollowUpList.OfAsync(db.FollowUps.Where(row => row.ClientId == clientId), cancellationToken));
    }

    private static async Task<IResult> AddAsync(
        Guid clientId, FollowUpInput input, CrmDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await db.Clients.AnyAsync(row => row.Id == clientId, cancellationToken))
            return Problem.NotFound("client");

        var fields = await CheckAsync(clientId, input, db, caller, cancellationToken);
        var id = input.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        if (await db.FollowUps.IgnoreQueryFilters().AnyAsync(row => row.Id == id, cancellationToken))
            fields.Add("id", "This id is taken.");
        if (fields.Any)
            return fields.ToProblem();

        var followUp = new FollowUp { Id = id, TenantId = caller.TenantId, ClientId = clientId, Note = "" };
        input.CopyTo(followUp);
        db.FollowUps.Add(followUp);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/clients/{clientId}/follow-ups/{id}", await ViewAsync(db, id, cancellationToken));
    }

    private static async Task<IResult> EditAsync(
        Guid clientId, Guid followUpId, FollowUpInput input, CrmDb db, Caller caller, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, followUpId, cancellationToken) is not { } followUp)
            return Problem.NotFound("follow-up");
        if (await CheckAsync(clientId, input, db, caller, cancellationToken) is { Any: true } fields)
            return fields.ToProblem();

        input.CopyTo(followUp);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await ViewAsync(db, followUpId, cancellationToken));
    }

    private static async Task<IResult> TickAsync(
        Guid clientId, Guid followUpId, DoneInput input, CrmDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, followUpId, cancellationToken) is not { } followUp)
            return Problem.NotFound("follow-up");
        if (input.Check() is { Any: true } fields)
            return fields.ToProblem();

        followUp.DoneAt = input.Done!.Value ? followUp.DoneAt ?? time.GetUtcNow() : null;
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await ViewAsync(db, followUpId, cancellationToken));
    }

    private static async Task<IResult> DeleteAsync(Guid clientId, Guid followUpId, CrmDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, followUpId, cancellationToken) is not { } followUp)
            return Problem.NotFound("follow-up");

        db.FollowUps.Remove(followUp);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<FieldErrors> CheckAsync(
        Guid clientId, FollowUpInput input, CrmDb db, Caller caller, CancellationToken cancellationToken)
    {
        var fields = input.Check();
        if (!await db.Users.AnyAsync(user => user.Id == input.AssigneeId && user.TenantId == caller.TenantId, cancellationToken))
            fields.Add("assigneeId", "Choose somebody of your company.");
        if (input.OpportunityId is { } id && !await db.Opportunities.AnyAsync(row => row.Id == id && row.ClientId == clientId, cancellationToken))
            fields.Add("opportunityId", "Choose one of this client's opportunities.");
        return fields;
    }

    private static Task<FollowUp?> FindAsync(CrmDb db, Guid clientId, Guid followUpId, CancellationToken cancellationToken) =>
        db.FollowUps.SingleOrDefaultAsync(row => row.Id == followUpId && row.ClientId == clientId, cancellationToken);

    private static Task<FollowUpView> ViewAsync(CrmDb db, Guid id, CancellationToken cancellationToken) =>
        db.FollowUps.Where(row => row.Id == id).Select(FollowUpView.Of).SingleAsync(cancellationToken);
}
