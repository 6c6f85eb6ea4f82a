using Crm.Problems;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Crm.Sites;

public static class SiteEndpoints
{
    public static void MapSites(this IEndpointRouteBuilder api)
    {
        api.MapCommand("/clients/{clientId}/sites", AddAsync);
        api.MapCommand("PUT /clients/{clientId}/sites/{siteId}", EditAsync);
        api.MapCommand("DELETE /clients/{clientId}/sites/{siteId}", DeleteAsync);
    }

    private static async Task<IResult> AddAsync(
        Guid clientId, SiteInput input, CrmDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = await db.Clients.SingleOrDefaultAsync(row => row.Id == clientId, cancellationToken);
        if (client is null)
            return Problem.NotFound("client");

        var fields = input.Check();
        var id = input.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        if (await db.Sites.IgnoreQueryFilters().AnyAsync(row => row.Id == id, cancellationToken))
            fields.Add("id", "This id is taken.");
        if (fields.Any)
            return fields.ToProblem();

        var site = new Site { Id = id, TenantId = client.TenantId, ClientId = client.Id, Name = "" };
        input.CopyTo(site);
        db.Sites.Add(site);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/clients/{clientId}/sites/{id}", SiteView.Of(site));
    }

    private static async Task<IResult> EditAsync(
        Guid clientId, Guid siteId, SiteInput input, CrmDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, siteId, cancellationToken) is not { } site)
            return Problem.NotFound("site");
        if (input.Check() is { Any: true } fields)
            return fields.ToProblem();

        input.CopyTo(site);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(SiteView.Of(site));
    }

    private static async Task<IResult> DeleteAsync(Guid clientId, Guid siteId, CrmDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, siteId, cancellationToken) is not { } site)
            return Problem.NotFound("site");

        db.Sites.Remove(site);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<Site?> FindAsync(CrmDb db, Guid clientId, Guid siteId, CancellationToken cancellationToken) =>
        db.Sites.SingleOrDefaultAsync(row => row.Id == siteId && row.ClientId == clientId, cancellationToken);
}
