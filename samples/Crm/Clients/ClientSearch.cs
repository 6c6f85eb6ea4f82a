using Microsoft.EntityFrameworkCore;

namespace Crm.Clients;

public static class ClientSearch
{
    /// <summary>Every word must be found in the name, the city, the industry, the owner or the name of a contact.</summary>
    public static IQueryable<Client> Matching(this IQueryable<Client> clients, string? search)
    {
        foreach (var word in (search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6))
        {
            var pattern = $"%{word.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
            clients = clients.Where(client =>
                EF.Functions.Like(client.Name, pattern, "\\")
                || EF.Functions.Like(client.City, pattern, "\\")
                || EF.Functions.Like(client.Industry, pattern, "\\")
                || EF.Functions.Like(client.Owner, pattern, "\\")
                || client.Contacts.Any(contact => EF.Functions.Like(contact.Name, pattern, "\\")));
        }

        return clients;
    }
}
