using Crm.Clients;
using Crm.Contacts;
using Crm.Opportunities;
using Crm.Sites;

namespace Crm.Seeding;

/// <summary>Clients of one tenant with their contacts, sites and opportunities.</summary>
public sealed class SampleClients(SampleRandom random, Guid tenant, IReadOnlyList<string> owners, DateOnly today)
{
    private readonly CompanyNames _names = new(random);

    public IEnumerable<Client> Make(int count) => Enumerable.Range(0, count).Select(_ => Next());

    private Client Next()
    {
        var city = random.Pick(Places.Cities);
        var (name, trade) = _names.Next(city);
        var client = new Client
        {
            Id = random.Id(),
            TenantId = tenant,
            Name = name,
            Industry = Trades.IndustryOf(trade),
            City = city,
            Owner = random.Pick(owners),
            Website = People.Domain(name),
            Status = random.Below(10) switch { < 6 => ClientStatus.Active, < 9 => ClientStatus.Prospect, _ => ClientStatus.Dormant },
            Since = today.AddDays(-random.Between(20, 4000)),
        };
        client.Contacts.AddRange(Enumerable.Range(0, random.Between(1, 4)).Select(_ => ContactOf(client)));
        client.Sites.AddRange(Enumerable.Range(0, random.Between(1, 3)).Select(_ => SiteOf(client)).DistinctBy(site => site.Name));
        client.Opportunities.AddRange(Enumerable.Range(0, random.Between(0, 4)).Select(_ => OpportunityOf(client)));
        return client;
    }

    private Contact ContactOf(Client client)
    {
        var name = People.Name(random);
        return new()
        {
            Id = random.Id(),
            TenantId = tenant,
            ClientId = client.Id,
            Name = name,
            Role = random.Pick(People.Roles),
            Email = People.Address(name, client.Website),
            Phone = People.Phone(random),
        };
    }

    private Site SiteOf(Client client) => new()
    {
        Id = random.Id(),
        TenantId = tenant,
        ClientId = client.Id,
        Name = random.Pick(Places.SiteNames),
        Street = Places.Street(random),
        PostalCode = Places.PostalCode(random),
        City = random.Below(4) == 0 ? random.Pick(Places.Cities) : client.City,
    };

    private Opportunity OpportunityOf(Client client) => new()
    {
        Id = random.Id(),
        TenantId = tenant,
        ClientId = client.Id,
        Title = Trades.Purchase(random),
        Amount = random.Between(4, 900) * 250m,
        Stage = (Stage)random.Below(5),
        ClosesOn = today.AddDays(random.Between(-60, 240)),
    };
}
