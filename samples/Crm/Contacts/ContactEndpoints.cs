using Crm.Problems;
using Evenkeel.AspNetCore;
using Microsoft.EntityFrameworkCore;

namespace Crm.Contacts;

public static class ContactEndpoints
{
    public static void MapContacts(this IEndpointRouteBuilder api)
    {
        api.MapCommand("/clients/{clientId}/contacts", AddAsync);
        api.MapCommand("PUT /clients/{clientId}/contacts/{contactId}", EditAsync);
        api.MapCommand("DELETE /clients/{clientId}/contacts/{contactId}", DeleteAsync);
    }

    private static async Task<IResult> AddAsync(
        Guid clientId, ContactInput input, CrmDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = await db.Clients.SingleOrDefaultAsync(row => row.Id == clientId, cancellationToken);
        if (client is null)
            return Problem.NotFound("client");

        var fields = input.Check();
        var id = input.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        if (await db.Contacts.IgnoreQueryFilters().AnyAsync(row => row.Id == id, cancellationToken))
            fields.Add("id", "This id is taken.");
        if (fields.Any)
            return fields.ToProblem();

        var contact = new Contact { Id = id, TenantId = client.TenantId, ClientId = client.Id, Name = "" };
        input.CopyTo(contact);
        db.Contacts.Add(contact);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/clients/{clientId}/contacts/{id}", ContactView.Of(contact));
    }

    private static async Task<IResult> EditAsync(
        Guid clientId, Guid contactId, ContactInput input, CrmDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, contactId, cancellationToken) is not { } contact)
            return Problem.NotFound("contact");
        if (input.Check() is { Any: true } fields)
            return fields.ToProblem();

        input.CopyTo(contact);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ContactView.Of(contact));
    }

    private static async Task<IResult> DeleteAsync(Guid clientId, Guid contactId, CrmDb db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, clientId, contactId, cancellationToken) is not { } contact)
            return Problem.NotFound("contact");

        db.Contacts.Remove(contact);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<Contact?> FindAsync(CrmDb db, Guid clientId, Guid contactId, CancellationToken cancellationToken) =>
        db.Contacts.SingleOrDefaultAsync(row => row.Id == contactId && row.ClientId == clientId, cancellationToken);
}
