using Crm.Tenancy;

namespace Crm.Products;

/// <summary>Something that the tenant sells. One that was ever offered stays: it is archived, not deleted.</summary>
public sealed class Product : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public required string Name { get; set; }

    /// <summary>In capitals, once in a tenant.</summary>
    public required string Sku { get; set; }

    public decimal UnitPrice { get; set; }

    public required string Currency { get; set; }

    /// <summary>In percent.</summary>
    public decimal VatRate { get; set; }

    public bool Active { get; set; } = true;
}
