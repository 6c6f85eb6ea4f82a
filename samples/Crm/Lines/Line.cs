using Crm.Products;
using Crm.Tenancy;

namespace Crm.Lines;

/// <summary>So much of a product in an opportunity, at the price of the moment when it was added.</summary>
public sealed class Line : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Guid ClientId { get; init; }

    public Guid OpportunityId { get; init; }

    public Guid ProductId { get; init; }

    public Product? Product { get; init; }

    public decimal Quantity { get; set; }

    public decimal UnitPrice { get; init; }

    public required string Currency { get; init; }

    /// <summary>In percent.</summary>
    public decimal VatRate { get; init; }
}
