using Crm.Tenancy;

namespace Crm.Sites;

/// <summary>A place where a client works.</summary>
public sealed class Site : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Guid ClientId { get; init; }

    public required string Name { get; set; }

    public string Street { get; set; } = "";

    public string PostalCode { get; set; } = "";

    public string City { get; set; } = "";
}
