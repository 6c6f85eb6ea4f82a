using System.Security.Claims;
using Evenkeel.AspNetCore;
using Evenkeel.TestServer.Callers;
using Evenkeel.TestServer.Data;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.TestServer.Commands;

/// <summary>Notes of a tenant: created under the client's id, edited and deleted, so that a local view can be compared with them.</summary>
internal static class Notes
{
    public static void MapNotes(this IEndpointRouteBuilder routes)
    {
        var notes = routes.MapGroup("/api/notes").RequireAuthorization();
        notes.MapQuery("", (ClaimsPrincipal user, TestDb db) => Of(user, db).OrderBy(n => n.Id).Select(n => new { n.Id, n.Text }).ToListAsync());
        notes.MapCommand("", async (NewNote input, ClaimsPrincipal user, TestDb db) =>
        {
            if (input.Text.Length == 0)
            {
                return Results.ValidationProblem(new Dictionary<string, string[]> { ["text"] = ["A note has some text."] });
            }

            db.Notes.Add(new Note { Tenant = Tenant(user), Id = input.Id, Text = input.Text });
            await db.SaveChangesAsync();
            return Results.Created($"/api/notes/{input.Id}", input);
        });
        notes.MapCommand("PUT /{id}", async (string id, NoteText input, ClaimsPrincipal user, TestDb db) =>
            await Of(user, db).Where(n => n.Id == id).ExecuteUpdateAsync(set => set.SetProperty(n => n.Text, input.Text)) == 1
                ? Results.NoContent() : Results.NotFound());
        notes.MapCommand("DELETE /{id}", async (string id, ClaimsPrincipal user, TestDb db) =>
            await Of(user, db).Where(n => n.Id == id).ExecuteDeleteAsync() == 1 ? Results.NoContent() : Results.NotFound());
    }

    private static IQueryable<Note> Of(ClaimsPrincipal user, TestDb db)
    {
        var tenant = Tenant(user);
        return db.Notes.Where(n => n.Tenant == tenant);
    }

    private static string Tenant(ClaimsPrincipal user) => user.FindFirstValue(TestCallers.TenantClaim) ?? "";

    internal sealed record NewNote(string Id, string Text);

    internal sealed record NoteText(string Text);
}
