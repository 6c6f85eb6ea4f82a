using Crm.Tenancy;

namespace Crm.Opportunities;

/// <summary>Something that a client may buy.</summary>
public sealed class Opportunity : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Guid ClientId { get; init; }

    public required string Title { get; set; }

    public decimal Amount { get; set; }

    public Stage Stage { get; set; }

    public DateOnly? ClosesOn { get; set; }
}
