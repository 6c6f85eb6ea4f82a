using Crm.Problems;

namespace Crm.Sites;

public sealed record SiteInput
{
    /// <summary>Made by the browser, so that a site added offline can be edited offline. Absent: the server makes one.</summary>
    public Guid? Id { get; init; }

    public string? Name { get; init; }

    public string? Street { get; init; }

    public string? PostalCode { get; init; }

    public string? City { get; init; }

    public FieldErrors Check() => new FieldErrors()
        .Text("name", Name, "name", longest: 120, required: true)
        .Text("street", Street, "street", longest: 200)
        .Text("postalCode", PostalCode, "postal code", longest: 16)
        .Text("city", City, "city", longest: 120);

    public void CopyTo(Site site)
    {
        site.Name = Name!.Trim();
        site.Street = Street?.Trim() ?? "";
        site.PostalCode = PostalCode?.Trim() ?? "";
        site.City = City?.Trim() ?? "";
    }
}
