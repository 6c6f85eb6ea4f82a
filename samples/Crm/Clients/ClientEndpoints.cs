using Crm.Contacts;
using Crm.Opportunities;
using Crm.Problems;
using Crm.Sites;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Crm.Clients;

public static class ClientEndpoints
{
    private const int PageSize = 25;
    private const int LongestSearch = 200;

    public static void MapClients(this IEndpointRouteBuilder api)
    {
        api.MapQuery("/clients", ListAsync).Produces<ClientPage>();
        api.MapQuery("/clients/{clientId}", DetailAsync).Produces<ClientDetail>();
    }

    private static async Task<IResult> ListAsync(string? search, int? page, CrmDb db, CancellationToken cancellationToken)
    {
        var fields = new FieldErrors().Text("search", search, "search", LongestSearch);
        if (page is < 1 or > 1_000_000)
            fields.Add("page", "The page lies between 1 and 1,000,000.");
        if (fields.Any)
            return fields.ToProblem();

        var matching = db.Clients.AsNoTracking().Matching(search);
        var items = await matching.OrderBy(client => client.Name).ThenBy(client => client.Id)
            .Skip(((page ?? 1) - 1) * PageSize).Take(PageSize)
            .Select(client => new ClientListItem
            {
                Id = client.Id,
                Name = client.Name,
                Industry = client.Industry,
                City = client.City,
                Owner = client.Owner,
                Status = client.Status,
                Since = client.Since,
            })
            .ToListAsync(cancellationToken);
        var total = await matching.CountAsync(cancellationToken);
        return TypedResults.Ok(new ClientPage { Items = items, Total = total, Page = page ?? 1, PageSize = PageSize });
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
