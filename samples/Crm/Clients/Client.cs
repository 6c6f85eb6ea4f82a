using Crm.Contacts;
using Crm.Opportunities;
using Crm.Sites;
using Crm.Tenancy;

namespace Crm.Clients;

/// <summary>A company that the tenant sells to.</summary>
public sealed class Client : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public required string Name { get; set; }

    public required string Industry { get; set; }

    public required string City { get; set; }

    public required string Owner { get; set; }

    public required string Website { get; set; }

    public ClientStatus Status { get; set; }

    public DateOnly Since { get; set; }

    public List<Contact> Contacts { get; init; } = [];

    public List<Site> Sites { get; init; } = [];

    public List<Opportunity> Opportunities { get; init; } = [];
}
