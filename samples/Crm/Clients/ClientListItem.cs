namespace Crm.Clients;

public sealed record ClientListItem
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Industry { get; init; }

    public required string City { get; init; }

    public required string Owner { get; init; }

    public required ClientStatus Status { get; init; }

    public required DateOnly Since { get; init; }
}
