namespace Crm.Accounts;

/// <summary>Somebody of the same tenant, to whom work can be given.</summary>
public sealed record Colleague
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }
}
