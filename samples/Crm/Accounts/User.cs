using Crm.Tenancy;

namespace Crm.Accounts;

public sealed class User
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Tenant? Tenant { get; init; }

    public required string Name { get; set; }

    public required string Email { get; set; }

    public string PasswordHash { get; set; } = "";
}
