using Crm.Problems;

namespace Crm.Contacts;

public sealed record ContactInput
{
    /// <summary>Made by the browser, so that a contact added offline can be edited offline. Absent: the server makes one.</summary>
    public Guid? Id { get; init; }

    public string? Name { get; init; }

    public string? Role { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public FieldErrors Check() => new FieldErrors()
        .Text("name", Name, "name", longest: 120, required: true)
        .Text("role", Role, "role", longest: 120)
        .Email("email", Email)
        .Text("phone", Phone, "phone number", longest: 40);

    public void CopyTo(Contact contact)
    {
        contact.Name = Name!.Trim();
        contact.Role = Role?.Trim() ?? "";
        contact.Email = Email?.Trim() ?? "";
        contact.Phone = Phone?.Trim() ?? "";
    }
}
