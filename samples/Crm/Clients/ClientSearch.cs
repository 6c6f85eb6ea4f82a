using Microsoft.EntityFrameworkCore;

namespace Crm.Clients;

public static class ClientSearch
{
    /// <summary>Every word must be found in the name, the city, the industry, the owner or the name of a contact.</summary>
    public static IQueryable<Client> Matching(this IQueryable<Client> clients, string? search, bool postgres)
    {
        foreach (var word in (search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6))
        {
            var pattern = $"%{word.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
            // SQLite's LIKE is blind to case, PostgreSQL's is not.
            clients = postgres ? clients.Where(client =>
                EF.Functions.ILike(client.Name, pattern, "\\")
                || EF.Functions.ILike(client.City, pattern, "\\")
                || EF.Functions.ILike(client.Industry, pattern, "\\")
                || EF.Functions.ILike(client.Owner, pattern, "\\")
                || client.Contacts.Any(contact => EF.Functions.ILike(contact.Name, pattern, "\\")))
            : clients.Where(client =>
                EF.Functions.Like(client.Name, pattern, "\\")
                || EF.Functions.Like(client.City, pattern, "\\")
                || EF.Functions.Like(client.Industry, pattern, "\\")
                || EF.Functions.Like(client.Owner, pattern, "\\")
                || client.Contacts.Any(contact => EF.Functions.Like(contact.Name, pattern, "\\")));
        }

        return clients;
    }
}
