namespace Crm.Contacts;

public sealed record ContactView
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Role { get; init; }

    public required string Email { get; init; }

    public required string Phone { get; init; }

    public static ContactView Of(Contact contact) => new()
    {
        Id = contact.Id,
        Name = contact.Name,
        Role = contact.Role,
        Email = contact.Email,
        Phone = contact.Phone,
    };
}
