using Crm.Tenancy;

namespace Crm.Contacts;

/// <summary>A person at a client.</summary>
public sealed class Contact : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Guid ClientId { get; init; }

    public required string Name { get; set; }

    public string Role { get; set; } = "";

    public string Email { get; set; } = "";

    public string Phone { get; set; } = "";
}
