using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>Handlers that most tests need.</summary>
public static class NotesApi
{
    /// <summary><c>POST /notes</c>: adds a note, 201 with its address, its version and itself.</summary>
    public static void Map(WebApplication app) => app.MapCommand("/notes", AddAsync);

    public static async Task<IResult> AddAsync(NewNote input, NotesDb db, HttpContext http)
    {
        var note = await db.AddAsync(input.Text);
        http.Response.Headers.ETag = $"\"{note.Id}\"";
        return Results.Created($"/notes/{note.Id}", note);
    }
}
