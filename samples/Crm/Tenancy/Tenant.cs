namespace Crm.Tenancy;

/// <summary>A company that uses the CRM. Its rows are never seen by another.</summary>
public sealed class Tenant
{
    public Guid Id { get; init; }

    public required string Name { get; set; }
}
