namespace Crm.Sites;

public sealed record SiteView
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Street { get; init; }

    public required string PostalCode { get; init; }

    public required string City { get; init; }

    public static SiteView Of(Site site) => new()
    {
        Id = site.Id,
        Name = site.Name,
        Street = site.Street,
        PostalCode = site.PostalCode,
        City = site.City,
    };
}
