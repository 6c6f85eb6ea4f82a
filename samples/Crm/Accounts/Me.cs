namespace Crm.Accounts;

public sealed record Me
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string Tenant { get; init; }
}
