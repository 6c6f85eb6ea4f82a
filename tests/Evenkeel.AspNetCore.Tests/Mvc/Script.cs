using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>What the actions of <see cref="NotesController"/> do in a test.</summary>
public sealed class Script
{
    public Func<NewNote, NotesDb, HttpContext, Task<IActionResult>> Run { get; set; } = static async (input, db, http) =>
    {
        var note = await db.AddAsync(input.Text);
        http.Response.Headers.ETag = $"\"{note.Id}\"";
        return new CreatedResult($"/notes/{note.Id}", note);
    };

    public static Script Of(Func<NewNote, NotesDb, HttpContext, Task<IActionResult>> run) => new() { Run = run };
}
