namespace Crm.Clients;

public sealed record ClientPage
{
    public required IReadOnlyList<ClientListItem> Items { get; init; }

    public required int Total { get; init; }

    public required int Page { get; init; }

    public required int PageSize { get; init; }
}
