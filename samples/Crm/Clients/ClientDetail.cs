using Crm.Contacts;
using Crm.Opportunities;
using Crm.Sites;

namespace Crm.Clients;

public sealed record ClientDetail
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Industry { get; init; }

    public required string City { get; init; }

    public required string Owner { get; init; }

    public required string Website { get; init; }

    public required ClientStatus Status { get; init; }

    public required DateOnly Since { get; init; }

    public required IReadOnlyList<ContactView> Contacts { get; init; }

    public required IReadOnlyList<SiteView> Sites { get; init; }

    public required IReadOnlyList<OpportunityView> Opportunities { get; init; }
}
