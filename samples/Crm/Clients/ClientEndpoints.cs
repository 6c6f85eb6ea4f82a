using Crm.Contacts;
using Crm.Opportunities;
using Crm.Problems;
using Crm.Sites;
using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Paging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Clients;

public static class ClientEndpoints
{
    private const int LongestSearch = 200;

    public static void MapClients(this IEndpointRouteBuilder api)
    {
        api.MapQuery("/clients", ListAsync).Produces<Page<ClientListItem>>().MaxPageSize(100);
        api.MapQuery("/clients/{clientId}", DetailAsync).Produces<ClientDetail>();
    }

    private static async Task<IResult> ListAsync(string? search, PageRequest page, CrmDb db, CancellationToken cancellationToken)
    {
        if (new FieldErrors().Text("search", search, "search", LongestSearch) is { Any: true } fields)
            return fields.ToProblem();

        return TypedResults.Ok(await db.Clients.AsNoTracking().Matching(search, db.Database.IsNpgsql()).OrderBy(client => client.Name).ToPageAsync(
            page,
            client => new ClientListItem
            {
                Id = client.Id,
                Name = client.Name,
                Industry = client.Industry,
                City = client.City,
                Owner = client.Owner,
                Status = client.Status,
                Since = client.Since,
            },
            cancellationToken));
    }

    private static async Task<IResult> DetailAsync(Guid clientId, CrmDb db, CancellationToken cancellationToken)
    {
        var client = await db.Clients.AsNoTracking().AsSplitQuery()
            .Include(row => row.Contacts.OrderBy(contact => contact.Name).ThenBy(contact => contact.Id))
            .Include(row => row.Sites.OrderBy(site => site.Name).ThenBy(site => site.Id))
            .Include(row => row.Opportunities.OrderBy(opportunity => opportunity.ClosesOn).ThenBy(opportunity => opportunity.Id))
            .SingleOrDefaultAsync(row => row.Id == clientId, cancellationToken);
        return client is null ? Problem.NotFound("client") : TypedResults.Ok(View(client));
    }

    private static ClientDetail View(Client client) => new()
    {
        Id = client.Id,
        Name = client.Name,
        Industry = client.Industry,
        City = client.City,
        Owner = client.Owner,
        Website = client.Website,
        Status = client.Status,
        Since = client.Since,
        Contacts = [.. client.Contacts.Select(ContactView.Of)],
        Sites = [.. client.Sites.Select(SiteView.Of)],
        Opportunities = [.. client.Opportunities.Select(OpportunityView.Of)],
    };
}
