using Evenkeel.AspNetCore;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Mvc.Data;

namespace Mvc.Controllers;

public sealed class NotesController(NotesDb db) : Controller
{
    public async Task<IActionResult> Index() => View(await db.Notes.OrderBy(note => note.Id).ToListAsync());

    [HttpPost]
    [KeelCommand]
    public async Task<IActionResult> Create([Bind("Text")] Note note)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest(ModelState);
        }

        db.Notes.Add(note);
        await db.SaveChangesAsync();
        return RedirectToAction(nameof(Index), new { saved = note.Id });
    }
}
