namespace Crm.Seeding;

public sealed record SampleAccount(string Tenant, string Name, string Email);
