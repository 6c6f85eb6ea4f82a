using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Evenkeel.AspNetCore.Tests.Mvc;

/// <summary>A controller that is adopted as a whole.</summary>
[Route("whole")]
[KeelCommand(RollbackOnReject = true)]
[KeelQuery]
public sealed class WholeController(NotesDb db) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Add([FromBody] NewNote input) => Ok(await db.AddAsync(input.Text));

    [HttpDelete("{id:int}")]
    public async Task<IActionResult> Remove(int id)
    {
        db.Notes.Remove(await db.Notes.FindAsync(id) ?? throw new InvalidOperationException());
        await db.SaveChangesAsync();
        return NoContent();
    }

    [HttpPost("reject")]
    public async Task<IActionResult> Reject([FromBody] NewNote input)
    {
        await db.AddAsync(input.Text);
        return Conflict();
    }

    /// <summary>Both reads and changes, by its method.</summary>
    [AcceptVerbs("GET", "POST", Route = "both")]
    public async Task<IActionResult> Both() => Ok(await db.AddAsync(Request.Method));

    /// <summary>A query that is too long for an address.</summary>
    [HttpPost("search")]
    [KeelQuery]
    public async Task<IActionResult> Search() => Ok(await db.AddAsync("search"));

    [HttpGet]
    public async Task<IActionResult> List() => Ok(await db.AddAsync("list"));
}
